"""Whoever keeps their own version keeps what they see, and no hidden value gets into another entry."""

from typing import Any

from oversight.editing.hidden_merge import with_hidden_of_theirs
from oversight.policy import CardHints

HINTS = CardHints(redact=("no",))
BASE: dict[str, Any] = {
    "n": 1,
    "no": "a",
    "in": {"no": "b", "x": 1},
    "cards": [{"no": "c", "name": "A"}, {"no": "d", "name": "B"}],
}


def test_hidden_values_that_only_they_changed_are_theirs():
    theirs = BASE | {"n": 2, "no": "A", "in": {"no": "B", "x": 9}}
    found = with_hidden_of_theirs(BASE, BASE | {"n": 3}, theirs, HINTS)
    assert found == BASE | {"n": 3, "no": "A", "in": {"no": "B", "x": 1}}


def test_one_that_i_wrote_or_took_away_stays_mine():
    theirs = BASE | {"no": "A"}
    assert with_hidden_of_theirs(BASE, BASE | {"no": "mine"}, theirs, HINTS)["no"] == "mine"
    without = {key: value for key, value in BASE.items() if key != "no"}
    assert with_hidden_of_theirs(BASE, without, theirs, HINTS) == without


def test_in_a_list_they_are_theirs_only_where_the_entries_look_alike():
    theirs = BASE | {"cards": [{"no": "C", "name": "A"}, {"no": "d", "name": "B"}]}
    assert with_hidden_of_theirs(BASE, BASE | {"n": 3}, theirs, HINTS) == theirs | {"n": 3}
    turned = BASE | {"cards": BASE["cards"][::-1]}
    assert with_hidden_of_theirs(BASE, turned, theirs, HINTS) == turned


def test_whoever_sees_them_keeps_all_of_theirs():
    assert with_hidden_of_theirs(BASE, BASE | {"n": 3}, BASE | {"no": "A"}, CardHints()) == BASE | {"n": 3}
