"""Two edits at the same time lose nothing: what only one touched is taken, what both touched is told."""

from hypothesis import given
from hypothesis import strategies as st

from oversight.editing.merge import Conflict, merged
from oversight.exact_json.canonical import canonical

SCALARS = st.none() | st.integers(0, 3) | st.text("ab", max_size=2)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=10,
)


def test_edits_of_different_fields_are_both_kept():
    base = {"a": 1, "b": 2, "c": 3, "d": {"x": 1, "y": 2}}
    mine = {"a": 9, "b": 2, "d": {"x": 5, "y": 2}}
    theirs = {"a": 1, "b": 8, "c": 3, "d": {"x": 1, "y": 7}, "e": 4}
    assert merged(base, mine, theirs).value == {"a": 9, "b": 8, "d": {"x": 5, "y": 7}, "e": 4}
    assert merged(base, mine, theirs).conflicts == ()


def test_a_field_that_both_changed_is_a_conflict_and_holds_mine():
    assert merged({"a": 1}, {"a": 2}, {"a": 3}) == merged({"a": 1}, {"a": 2}, {"a": 3})
    found = merged({"a": 1, "b": 1}, {"a": 2, "b": 5}, {"a": 3, "b": 1})
    assert (found.value, found.conflicts) == ({"a": 2, "b": 5}, (Conflict("$.a", 1, 2, 3),))


def test_different_entries_of_a_list_are_merged_and_the_same_one_conflicts():
    assert merged([1, 2, 3], [9, 1, 2, 3], [1, 2, 4]).value == [9, 1, 2, 4]
    assert [conflict.path for conflict in merged([1, 2, 3], [1, 3], [1, 7, 3]).conflicts] == ["$"]
    assert merged([1, 2, 3], [5, 2, 3], [1, 2, 6]).value == [5, 2, 6]


def test_what_one_removed_and_the_other_changed_is_a_conflict():
    found = merged({"a": 1, "b": 2}, {"b": 2}, {"a": 3, "b": 2})
    assert [conflict.path for conflict in found.conflicts] == ["$.a"]
    assert found.value == {"b": 2}


@given(VALUES, VALUES)
def test_an_edit_beside_none_is_that_edit(base, edit):
    assert canonical(merged(base, edit, base).value) == canonical(edit)
    assert canonical(merged(base, base, edit).value) == canonical(edit)
    assert merged(base, edit, edit).conflicts == ()


@given(VALUES, VALUES, VALUES)
def test_who_is_first_makes_a_difference_only_where_both_changed_the_same(base, one, other):
    mine, theirs = merged(base, one, other), merged(base, other, one)
    assert [found.path for found in mine.conflicts] == [found.path for found in theirs.conflicts] or mine.conflicts
    if not mine.conflicts:
        assert canonical(mine.value) == canonical(theirs.value)
