"""The condition of a standing approval says what its payload says: no more, no less, whatever the payload says."""

import json
from datetime import timedelta

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.strict_json import BadJson, check_json, read_json
from oversight.standing.choices import Choices, json_values
from oversight.standing.matching import lets_through
from oversight.standing.shape import least, shape

HOSTILE = [
    '" || true || "',
    "' || true || '",
    "\\",
    '\\" || true //',
    '"""',
    "'''",
    "//",
    "/* */",
    "\n|| true",
    "\r\t\x0b\x1f\x7f\u2028\u2029\u202e",
    ".all(payload, true)",
    "terms.x",
    "${payload}",
    "%s{}",
    "\\u0022 || true",
    "\\U00000022",
    "r'",
    "é",
    "e\u0301",
    "\ufeff",
    "😀",
    "payload",
    "null",
    "__proto__",
    "size",
    "type",
    "a.b",
    'a"b',
    "a'b",
    "a b",
    "0",
    "",
    "a" * 300,
]
RESERVED = ["true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if"]
RESERVED += ["import", "let", "loop", "package", "namespace", "return", "var", "void", "while", "has", "all", "map"]
WEEK = timedelta(days=7)

texts = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6
)
keys = st.sampled_from(["a", "b", "c", *HOSTILE, *RESERVED]) | texts
numbers = (
    st.sampled_from(
        [0, -0.0, 1, 1.0, -1, 200, 200.0, 200.00000000000003, 2**53 - 1, 1 - 2**53, 1e300, 5e-324, 1e21, 0.1]
    )
    | st.integers(-3, 3)
    | st.floats(allow_nan=False, allow_infinity=False)
)
scalars = st.none() | st.booleans() | numbers | texts
payloads = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
).filter(lambda value: check_json([value]) is None)


def choosing(bounds=None, free=()):
    return Choices(WEEK, 50, bounds or {}, frozenset(free))


@given(payloads)
def test_what_was_approved_meets_its_own_condition(payload):
    assert lets_through(shape(payload), payload)


@st.composite
def twins(draw):
    """A payload and one that differs from it in one place, or not at all."""
    payload = draw(payloads)
    other = json.loads(json.dumps(payload))
    path = draw(st.sampled_from([None, *[field.keys for field in json_values(payload)]]))
    if path is None:
        return payload, draw(payloads | st.just(other))
    return payload, changed(other, path, draw(payloads))


def changed(value, path, to):
    if not path:
        return to
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return value


@given(twins())
def test_without_choices_exactly_the_same_payload_passes(pair):
    """The same is what has the same digest: 1 and 1.0 are, 1 and true are not."""
    payload, other = pair
    assert lets_through(shape(payload), other) == (canonical(payload) == canonical(other))


@given(st.dictionaries(keys, payloads, max_size=3), keys, payloads)
def test_one_more_key_or_one_less_is_another_shape(payload, key, value):
    assert lets_through(shape(payload), {**payload, key: value}) == (key in payload and same(payload[key], value))
    for name in payload:
        assert not lets_through(shape(payload), {field: payload[field] for field in payload if field != name})


def same(one, other):
    return canonical(one) == canonical(other)


@given(twins(), st.data())
def test_with_choices_it_passes_as_a_reader_would_say(pair, data):
    """Against the plainest reading of the choices, written without CEL."""
    payload, other = pair
    known = list(json_values(payload))
    free = data.draw(st.sets(st.sampled_from([value.path for value in known if value.is_text] or ["$.none"])))
    bounded = data.draw(st.sets(st.sampled_from([value.path for value in known if value.is_number] or ["$.none"])))
    at = {value.path: value.value for value in known}
    bounds = {path: data.draw(numbers) for path in bounded if path in at}
    made = choosing(bounds, free)
    assert lets_through(shape(payload, made), other) == reads_as(payload, other, made)


def reads_as(approved, other, chosen):
    here, there = (
        {field.path: field for field in json_values(approved)},
        {field.path: field for field in json_values(other)},
    )
    return here.keys() == there.keys() and all(
        fits(here[path], there[path], chosen) and here[path].keys == there[path].keys for path in here
    )


def fits(approved, other, chosen):
    if approved.path in chosen.free:
        return other.is_text
    if approved.path in chosen.bounds:
        return other.is_number and least(approved.value) <= other.value <= chosen.bounds[approved.path]
    return same(approved.value, other.value)


@given(payloads)
def test_a_payload_is_never_anything_but_a_quoted_text_in_it(payload):
    program = cel.compile(shape(payload))
    assert set(program.variables()) == {"payload"}
    assert set(program.functions()) <= {"_==_", "_&&_", "_[_]", "size", "-_"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_and_keys_change_nothing(text):
    for payload in ({"note": text}, {text: 1}, [text], text, {"a": {text: [text]}}):
        assert lets_through(shape(payload), payload)
        assert not lets_through(shape(payload), {"note": "other"})
        assert not lets_through(shape(payload), {})


def test_what_readers_cannot_see_is_written_by_its_number():
    written = shape({"name": "a\u202eb\u200bc\u00a0é"})
    assert written == 'size(payload) == 1\n&& payload.name == "a\\U0000202eb\\U0000200bc\\U000000a0é"'


def test_it_reads_like_this():
    payload = {"order_id": "4711", "amount": 40, "lines": [{"sku": "a-1"}], "in": None, "loss": -5.5}
    chosen = choosing({"$.amount": 200, "$.loss": -1}, ["$.order_id"])
    assert shape(payload, chosen).split("\n&& ") == [
        "size(payload) == 5",
        "type(payload.order_id) == string",
        "payload.amount >= 0",
        "payload.amount <= 200",
        "size(payload.lines) == 1",
        "size(payload.lines[0]) == 1",
        'payload.lines[0].sku == "a-1"',
        'payload["in"] == null',
        "payload.loss >= -5.5",
        "payload.loss <= -1",
    ]


@pytest.mark.parametrize(
    ("amount", "passes"),
    [
        ("200", True),
        ("200.0", True),
        ("2e2", True),
        ("0", True),
        ("-0", True),
        ("-0.0", True),
        ("200.00000000000003", False),
        ("201", False),
        ("-1", False),
        ("-5e-324", False),
        ("9007199254740991", False),
        ('"40"', False),
        ("true", False),
        ("null", False),
        ("[40]", False),
        ("[]", False),
        ("{}", False),
        ('{"amount": 40}', False),
    ],
)
def test_a_bound_holds_for_every_number_and_for_nothing_else(amount, passes):
    condition = shape({"amount": 40}, choosing({"$.amount": 200}))
    assert lets_through(condition, read_json(b'{"amount": %s}' % amount.encode())) is passes


@pytest.mark.parametrize("amount", ["1e300", "1e400", "-1e400", "NaN", "Infinity", "9007199254740993", "1" * 400])
def test_numbers_that_readers_see_differently_never_get_so_far(amount):
    assert isinstance(read_json(b'{"amount": %s}' % amount.encode()), BadJson)


@pytest.mark.parametrize("value", [5, 1.5, None, True, ["x"], [], {}, {"x": "y"}])
def test_a_free_text_is_any_text_and_nothing_else(value):
    condition = shape({"note": "x"}, choosing(free=["$.note"]))
    assert all(lets_through(condition, {"note": text}) for text in ["", "x", *HOSTILE])
    assert not lets_through(condition, {"note": value})


@pytest.mark.parametrize("value", [[], {}, "", None, 0, False, [[]], [{}]])
def test_empty_things_are_not_each_other(value):
    empty: list[Json] = [[], {}, "", None, 0, False, [[]], [{}]]
    assert [other for other in empty if lets_through(shape({"a": value}), {"a": other})] == [value]


@pytest.mark.parametrize("condition", ["true", "payload", "payload.a ==", "context.x == 1", "1 == 1 || action.x", "2"])
def test_what_is_no_condition_over_the_payload_lets_nothing_through(condition):
    assert not lets_through(condition, {"a": 1})


def test_what_cel_cannot_take_meets_nothing():
    assert not lets_through("size(payload) == 1", {"a": object()})
