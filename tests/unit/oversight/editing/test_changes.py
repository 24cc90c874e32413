"""The changes, applied to what was proposed, give what was approved."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from oversight.action.decision import ChangeKind, FieldChange
from oversight.editing.changes import payload_changes
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.json_path import read_json_path

SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2)
PLAIN_KEYS = st.text("abc_", min_size=1, max_size=3)


def values(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12
    )


PLAIN = values(PLAIN_KEYS)
FLAT = st.lists(SCALARS | st.fixed_dictionaries({"id": st.integers(0, 3), "n": st.integers(0, 3)}), max_size=7)
WILD = values(st.text("a.[]0'$\"", max_size=3))


def applied(before: Json, changes: tuple[FieldChange, ...]) -> Json:
    """What the changes make of the value: what is gone by the position that it had, all else by the one that it has."""
    root = {"$": copy.deepcopy(before)}
    gone = [change for change in changes if change.kind == "removed"]
    for change in [*reversed(gone), *(change for change in changes if change.kind != "removed")]:
        *above, last = ("$", *read_json_path(change.path))
        holder: Json = root
        for step in above:
            holder = holder[step]
        if change.kind is ChangeKind.REMOVED:
            assert holder.pop(last) == change.before
        elif isinstance(holder, list) and change.kind is ChangeKind.ADDED:
            holder.insert(int(last), change.after)
        else:
            assert (change.kind is ChangeKind.ADDED) == (isinstance(holder, dict) and last not in holder)
            holder[last] = change.after
    return root["$"]


@given(FLAT, FLAT)
def test_applying_the_changes_of_a_list_reproduces_it(before, after):
    assert canonical(applied(before, payload_changes(before, after))) == canonical(after)


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


def test_an_entry_that_is_gone_is_told_by_the_position_that_it_had():
    entries = [{"sku": "a", "n": 1}, {"sku": "b", "n": 2}, {"sku": "c", "n": 3}]
    assert payload_changes({"a": entries}, {"a": entries[1:]}) == (
        FieldChange("$.a[0]", entries[0], None, ChangeKind.REMOVED),
    )
    changed = payload_changes({"a": entries}, {"a": [entries[1], {"sku": "c", "n": 9}]})
    assert changed == (
        FieldChange("$.a[0]", entries[0], None, ChangeKind.REMOVED),
        FieldChange("$.a[1].n", 3, 9, ChangeKind.CHANGED),
    )


def test_an_entry_that_is_new_is_told_by_its_position():
    assert payload_changes([1, 1, 2], [1, 5, 1, 2]) == (FieldChange("$[1]", None, 5, ChangeKind.ADDED),)
    assert payload_changes([1, 2, 3], [2, 3, 4]) == (
        FieldChange("$[0]", 1, None, ChangeKind.REMOVED),
        FieldChange("$[2]", None, 4, ChangeKind.ADDED),
    )


def test_entries_that_only_moved_are_one_change_of_the_list():
    assert payload_changes({"a": [1, 2, 3]}, {"a": [3, 1, 2]}) == (
        FieldChange("$.a", [1, 2, 3], [3, 1, 2], ChangeKind.CHANGED),
    )


def test_a_very_long_list_of_another_length_is_one_change():
    before, after = list(range(5_000)), list(range(4_999))
    assert payload_changes(before, after) == (FieldChange("$", before, after, ChangeKind.CHANGED),)


def test_long_lists_that_have_nothing_in_common_are_compared_in_bounded_time():
    """Entries of a large gap are gone and new: looking for pairs among them would take a minute."""
    before, after = [{"i": number, "t": "x"} for number in range(1_999)], [{"i": -number} for number in range(1, 2_001)]
    changes = payload_changes(before, after)
    assert [change.kind for change in changes] == [ChangeKind.REMOVED] * 1_999 + [ChangeKind.ADDED] * 2_000
