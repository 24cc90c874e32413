"""A hidden value comes back where it was, with its own neighbours, or the edit is refused."""

import copy
import json
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oversight.action.refusal import Refusal
from oversight.editing.hidden_values import restored
from oversight.editing.redaction import REDACTED, redacted
from oversight.exact_json.canonical import sha256
from oversight.policy import CardHints

HINTS = CardHints(redact=("card", "pay.key"))
A, B = {"card": "1111", "n": "a"}, {"card": "2222", "n": "b"}
SEEN_A, SEEN_B = {**A, "card": REDACTED}, {**B, "card": REDACTED}


def edit(payload, change):
    """What comes back of a payload whose visible form was changed so."""
    seen = copy.deepcopy(redacted(payload, HINTS))
    change(seen)
    return restored(seen, payload, HINTS)


@pytest.mark.parametrize(
    ("entries", "back"),
    {
        "as it was": ([SEEN_A, SEEN_B], [A, B]),
        "the first deleted": ([SEEN_B], [B]),
        "the last deleted": ([SEEN_A], [A]),
        "exchanged": ([SEEN_B, SEEN_A], [B, A]),
        "the names exchanged": ([{**SEEN_A, "n": "b"}, {**SEEN_B, "n": "a"}], [B, A]),
        "one inserted before": ([{"card": "9", "n": "c"}, SEEN_A, SEEN_B], [{"card": "9", "n": "c"}, A, B]),
        "a hidden value taken away": ([{"n": "a"}, SEEN_B], [{"n": "a"}, B]),
        "a hidden value written anew": ([{"card": "3", "n": "a"}, SEEN_B], [{"card": "3", "n": "a"}, B]),
        "all deleted": ([], []),
    }.values(),
)
def test_an_entry_of_a_list_keeps_its_own_hidden_value(entries, back):
    assert edit({"cards": [A, B], "sum": 5}, lambda seen: seen.update(cards=entries)) == {"cards": back, "sum": 5}


@pytest.mark.parametrize(
    "entries",
    [
        [SEEN_A, SEEN_A],
        [SEEN_A, SEEN_B, SEEN_B],
        [{**SEEN_A, "n": "c"}, SEEN_B],
        [{**SEEN_A, "n": "b"}, SEEN_B],
        [{**SEEN_B, "n": "c"}],
        [{"card": REDACTED, "n": "c"}, SEEN_A, SEEN_B],
        [{"card": REDACTED}, SEEN_B],
        [{"card": "my [redacted] card", "n": "a"}, SEEN_B],
        [{"card": "[Redacted]", "n": "a"}, SEEN_B],
        [{"card": "\uff3bredacted\uff3d", "n": "a"}, SEEN_B],
        [{"card": "[redac\u200bted]", "n": "a"}, SEEN_B],
        [{"card": "[redacted", "n": "a"}, SEEN_B],
        [{"card": "redacted]", "n": "a"}, SEEN_B],
        [{"card": "(Redacted)", "n": "a"}, SEEN_B],
        [{"card": "[redac", "n": "a"}, SEEN_B],
        [{"card": " acted]", "n": "a"}, SEEN_B],
        [{"card": ["[redacted]"], "n": "a"}, SEEN_B],
        [{"kard": REDACTED, "n": "a"}, SEEN_B],
        [REDACTED, SEEN_B],
        {"card": REDACTED},
    ],
)
def test_where_it_is_unclear_whose_value_is_meant_the_edit_is_refused(entries):
    refused = edit({"cards": [A, B]}, lambda seen: seen.update(cards=entries))
    assert isinstance(refused, Refusal)
    assert "cards" in refused.sentence
    assert "1111" not in refused.sentence
    assert "2222" not in refused.sentence


@pytest.mark.parametrize("written", ["4111", "[", "]", "redaction", "the redacted copy", ""])
def test_what_only_resembles_the_mark_is_a_value(written):
    assert edit({"card": "1111", "n": "a"}, lambda seen: seen.update(card=written)) == {"card": written, "n": "a"}


def test_an_entry_that_is_plainly_the_same_may_change_in_part():
    lines = [{"card": "1", "n": "a", "qty": 1}, {"card": "2", "n": "b", "qty": 2}]
    assert edit({"lines": lines}, lambda seen: seen["lines"][0].update(qty=7))["lines"][0]["card"] == "1"
    assert isinstance(edit({"lines": lines}, lambda seen: seen["lines"][0].update(qty=7, n="b")), Refusal)
    assert isinstance(edit({"lines": lines}, lambda seen: seen["lines"][0].update(qty=2)), Refusal)


def test_entries_that_look_alike_stay_where_they_are_or_the_edit_is_refused():
    alike = {"cards": [{"card": "1"}, {"card": "2"}, {"x": 1}]}
    assert edit(alike, lambda seen: seen["cards"].pop()) == {"cards": [{"card": "1"}, {"card": "2"}]}
    assert isinstance(edit(alike, lambda seen: seen["cards"].pop(0)), Refusal)
    same = {"cards": [{"card": "1"}, {"card": "1"}]}
    assert edit(same, lambda seen: seen["cards"].pop(0)) == {"cards": [{"card": "1"}]}


def test_under_a_fixed_key_the_neighbours_may_change():
    payload = {"order": "A", "card": {"number": [1, 2]}, "pay": {"key": "k", "n": 1}}
    assert edit(payload, lambda seen: seen.update(order="B")) == payload | {"order": "B"}
    assert edit(payload, lambda seen: seen["pay"].update(n=2))["pay"] == {"key": "k", "n": 2}
    assert edit(payload, lambda seen: seen.pop("card") and None) == {"order": "A", "pay": {"key": "k", "n": 1}}


@pytest.mark.parametrize(
    "change",
    [
        lambda seen: (seen["payer"].update(name="Bo"), seen["payee"].update(name="Al")),
        lambda seen: seen.update(payer=seen["payee"], payee=seen["payer"]),
        lambda seen: seen.update(sender=seen.pop("payer")),
        lambda seen: seen["payee"].update(name="Al"),
        lambda seen: seen.update(card=seen["payer"].pop("card")),
        lambda seen: seen.update(note=REDACTED),
        lambda seen: seen.update({REDACTED: 1}),
    ],
)
def test_a_value_is_never_moved_to_another_owner_by_its_keys(change):
    payload = {"payer": {"name": "Al", "card": "1111"}, "payee": {"name": "Bo", "card": "2222"}}
    assert isinstance(edit(payload, change), Refusal)


def person(name, city, *, card=None, deep=False):
    """Somebody with values of their own, and one that is hidden, perhaps further down."""
    hidden = {} if card is None else {"card": card}
    return {"name": name, "city": city, "zip": f"{city}-1", **({"auth": [hidden]} if deep else hidden)}


@pytest.mark.parametrize(
    ("one", "other"),
    {
        "most stays": (person("Al", "X", card="1"), person("Bo", "Y", card="2")),
        "hidden further down": (person("Al", "X", card="1", deep=True), person("Bo", "Y", card="2", deep=True)),
        "hidden at different depths": (person("Al", "X", card="1", deep=True), person("Bo", "Y", card="2")),
        "nothing hidden on the other side": (person("Al", "X", card="1"), person("Bo", "Y")),
        "in lists": (["Al", "X", 1, {"card": "1"}], ["Bo", "Y", 2, {"card": "2"}]),
        "an entry that looks as it did": (
            {"name": "Al", "city": "X", "cards": [A]},
            {"name": "Bo", "city": "Y", "cards": [B]},
        ),
    }.values(),
)
@pytest.mark.parametrize("wrap", [lambda *both: list(both), lambda one, other: {"payer": one, "payee": other}])
def test_what_was_exchanged_around_hidden_values_is_refused_however_much_stays(one, other, wrap):
    payload = wrap(one, other)

    def exchange(seen):
        first, second = seen.values() if isinstance(seen, dict) else seen
        key = 0 if isinstance(first, list) else "name"
        first[key], second[key] = second[key], first[key]

    assert isinstance(edit(payload, exchange), Refusal)


def test_what_a_reviewer_writes_anew_around_hidden_values_is_taken():
    payload = {"payer": person("Al", "X", card="1", deep=True), "lines": [person("Bo", "Y", card="2"), {"n": 1}]}
    back = edit(payload, lambda seen: (seen["payer"].update(city="Z"), seen["lines"][0].update(zip="9")))
    assert secrets_at(back) == secrets_at(payload)
    assert edit(payload, lambda seen: seen["lines"].pop())["lines"] == payload["lines"][:1]


def secrets_at(value):
    return value["payer"]["auth"][0]["card"], value["lines"][0]["card"]


def test_a_text_that_only_says_so_is_a_text_and_stays_one():
    payload = {"card": REDACTED, "note": REDACTED, "notes": ["see [redacted]", "b"], REDACTED: 1}
    assert edit(payload, lambda seen: seen["notes"].pop()) == payload | {"notes": ["see [redacted]"]}
    assert isinstance(edit(payload, lambda seen: seen.update(note=f"{REDACTED}!")), Refusal)


def test_hidden_values_of_lists_within_lists_find_back():
    orders = [{"id": 1, "cards": [A, B]}, {"id": 2, "cards": [{"card": "3", "n": "c"}]}]
    assert edit({"orders": orders}, lambda seen: seen["orders"][0]["cards"].pop(0))["orders"][0]["cards"] == [B]
    assert edit({"orders": orders}, lambda seen: seen["orders"].reverse()) == {"orders": orders[::-1]}


class Secrets:
    """Gives each hidden value another number."""

    def __init__(self):
        self.count = 0

    def fill(self, value, *, hidden=False):
        """The value with a number of its own in each hidden place."""
        if hidden:
            self.count += 1
            return f"secret {self.count}"
        if isinstance(value, dict):
            return {key: self.fill(inner, hidden=key == "card") for key, inner in value.items()}
        return [self.fill(inner) for inner in value] if isinstance(value, list) else value


def payloads():
    """Objects with a few keys and values, so that much looks alike."""
    leaf = st.sampled_from(["a", "b", 1, 1.5, None, REDACTED])
    keys = st.sampled_from(["card", "n", "m", "x"])
    nested = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))
    return st.dictionaries(keys, nested, max_size=4).map(lambda value: Secrets().fill(value))


def places(value, path=()):
    """Every container and where it stands."""
    if isinstance(value, dict | list):
        yield path, value
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, step))


def changed(draw, seen):
    """One thing that a person could do to a container."""
    _, inside = draw(st.sampled_from(list(places(seen))))
    if not inside:
        return
    steps = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    one, other = draw(st.sampled_from(steps)), draw(st.sampled_from(steps))
    match draw(st.sampled_from(["delete", "swap", "copy", "write", "move"])):
        case "delete":
            del inside[one]
        case "swap":
            inside[one], inside[other] = inside[other], inside[one]
        case "copy" if isinstance(inside, list):
            inside.insert(other, copy.deepcopy(inside[one]))
        case "copy":
            inside[draw(st.sampled_from(["card", "n", "y"]))] = copy.deepcopy(inside[one])
        case "write":
            inside[one] = draw(st.sampled_from(["a", "z", 7, REDACTED, "[redacted] z"]))
        case _:
            _, target = draw(st.sampled_from(list(places(seen))))
            if isinstance(target, dict) and not any(value is target for _, value in places(inside[one])):
                target[draw(st.sampled_from(["card", "n", "x"]))] = inside.pop(one)


def secrets(value, path=()):
    """Where each hidden value stands."""
    if isinstance(value, str) and value.startswith("secret "):
        yield value, path
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from secrets(inner, (*path, step))


def around(value, path):
    """Everything that holds the value, from near to far."""
    chain = [value]
    for step in path[:-1]:
        chain.append(chain[-1][step])
    return chain[::-1]


@given(payloads())
def test_what_is_sent_as_it_came_is_the_same_payload(payload):
    back = edit(payload, lambda _seen: None)
    assert json.dumps(back) == json.dumps(payload)
    assert sha256(back) == sha256(payload)


@given(payloads(), st.data())
def test_no_edit_moves_doubles_or_loses_a_hidden_value(payload, data):
    seen = copy.deepcopy(redacted(payload, HINTS))
    for _ in range(data.draw(st.integers(1, 3))):
        changed(data.draw, seen)
    back = restored(seen, payload, HINTS)
    assume(not isinstance(back, Refusal))
    assert sha256(redacted(back, HINTS)) == sha256(redacted(seen, HINTS))
    before, after = dict(secrets(payload)), list(secrets(back))
    assert max(Counter(secret for secret, _ in after).values(), default=0) <= 1
    for secret, path in after:
        if path == before[secret]:
            continue
        mine, its = around(back, path), around(payload, before[secret])
        # Somewhere around it an entry of a list looks as it did, and what holds it there did not change.
        assert any(json.dumps(one) == json.dumps(other) for one, other in zip(mine, its, strict=False))


@given(payloads(), st.data())
def test_no_edit_brings_the_mark_where_it_was_not(payload, data):
    seen = copy.deepcopy(redacted(payload, HINTS))
    changed(data.draw, seen)
    back = restored(seen, payload, HINTS)
    assume(not isinstance(back, Refusal))
    assert json.dumps(back).count("edacted]") <= json.dumps(payload).count("edacted]")
