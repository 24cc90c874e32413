"""The changes, applied to what was proposed, give what was approved."""

import copy
import re

from hypothesis import given
from hypothesis import strategies as st

from oversight.action.decision import ChangeKind, FieldChange
from oversight.editing.changes import payload_changes
from oversight.exact_json.canonical import Json, canonical

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2)
PLAIN_KEYS = st.text("abc_", min_size=1, max_size=3)


def values(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12
    )


PLAIN = values(PLAIN_KEYS)
WILD = values(st.text("a.[]0'$\"", max_size=3))


def applied(before: Json, changes: tuple[FieldChange, ...]) -> Json:
    """What the changes make of the value, read from their paths alone."""
    root = {"$": copy.deepcopy(before)}
    for change in changes:
        parts = [
            int(p[1:-1]) if p[0] == "[" else p.lstrip(".") for p in re.findall(r"\.?[^.\[\]]+|\[\d+\]", change.path)
        ]
        holder: Json = root
        for part in parts[:-1]:
            holder = holder[part]
        if change.kind == "removed":
            assert holder.pop(parts[-1]) == change.before
        else:
            assert (change.kind == "added") == (isinstance(holder, dict) and parts[-1] not in holder)
            holder[parts[-1]] = change.after
    return root["$"]


@given(PLAIN, PLAIN)
def test_applying_the_changes_reproduces_what_was_approved(before, after):
    assert canonical(applied(before, payload_changes(before, after))) == canonical(after)


@given(PLAIN)
def test_equal_values_have_no_changes(value):
    assert payload_changes(value, copy.deepcopy(value)) == ()


@given(WILD, WILD)
def test_different_values_have_changes_with_a_path(before, after):
    changes = payload_changes(before, after)
    assert bool(changes) == (canonical(before) != canonical(after))
    assert all(change.path.startswith("$") for change in changes)


def test_no_two_changes_share_a_path():
    paths = [change.path for change in payload_changes({"a.b": 1, "a": {"b": 1}}, {"a.b": 2, "a": {"b": 2}})]
    assert len(set(paths)) == 2


def test_numbers_that_are_equal_are_not_changed_by_their_spelling():
    """Both have the same canonical bytes, so the agent runs the same thing."""
    assert payload_changes({"a": 1}, {"a": 1.0}) == ()


def test_a_missing_value_and_a_null_are_told_apart():
    added = payload_changes({}, {"a": None})
    removed = payload_changes({"a": None}, {})
    changed = payload_changes({"a": 1}, {"a": None})
    assert [change.kind for change in (*added, *removed, *changed)] == [
        ChangeKind.ADDED,
        ChangeKind.REMOVED,
        ChangeKind.CHANGED,
    ]


def test_true_is_not_one():
    assert [change.path for change in payload_changes({"a": [True]}, {"a": [1]})] == ["$.a[0]"]


def test_a_list_of_another_length_is_one_change():
    assert payload_changes({"a": [1, 2]}, {"a": [1]}) == (FieldChange("$.a", [1, 2], [1], ChangeKind.CHANGED),)
