"""Two edits at the same time lose nothing: what only one touched is taken, what both touched is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.editing.merge import Conflict, merged
from oversight.exact_json.canonical import canonical
from tests.examples import examples

SCALARS = st.none() | st.integers(0, 3) | st.text("ab", max_size=2)
LINE = st.fixed_dictionaries({"sku": st.uuids().map(str), "n": st.integers(0, 3), "gift": st.booleans()})
OTHER_LINE = st.fixed_dictionaries({"sku": st.uuids().map(str), "n": st.integers(20, 30), "gift": st.none()})
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


A, B, C, D = ({"sku": sku, "n": n, "gift": False} for n, sku in enumerate("abcd"))


@pytest.mark.parametrize(
    ("base", "mine"),
    [([A, B, C], [B, C, D]), ([A, B], [B, A]), ([A, B, C], [C, A, B]), ([A, B], [B | {"n": 7}, A | {"n": 8}])],
    ids=["one removed and one added", "exchanged", "moved to the front", "exchanged and edited"],
)
def test_a_change_of_one_entry_is_never_put_into_another_one(base, mine):
    theirs = [base[0] | {"gift": True}, *base[1:-1], base[-1] | {"gift": True}]
    for one, other in ((mine, theirs), (theirs, mine)):
        assert [conflict.path for conflict in merged(base, one, other).conflicts][:1] in (["$"], ["$[0]"])


def changed_list(data, base):
    """The list as somebody made it: entries edited, moved, removed and added."""
    made = [dict(entry) for entry in base]
    for _ in range(data.draw(st.integers(0, 3))):
        where = data.draw(st.integers(0, len(made) - 1)) if made else 0
        match data.draw(st.sampled_from(["edit", "edit", "move", "remove", "add"])):
            case "edit" if made:
                made[where][data.draw(st.sampled_from(["n", "gift"]))] = data.draw(st.integers(4, 9))
            case "move" if made:
                made.insert(data.draw(st.integers(0, len(made) - 1)), made.pop(where))
            case "remove" if made:
                made.pop(where)
            case _:
                made.insert(where, data.draw(OTHER_LINE))
    return made


@settings(max_examples=examples(300))
@given(st.data(), st.lists(LINE, max_size=5))
def test_each_entry_of_lists_that_were_merged_has_what_was_made_of_that_entry(data, base):
    mine, theirs = changed_list(data, base), changed_list(data, base)
    found = merged(base, mine, theirs)
    if found.conflicts:
        return
    was, one, other = ({entry["sku"]: entry for entry in entries} for entries in (base, mine, theirs))
    gone = {sku for sku in was if sku not in one or sku not in other}
    assert {entry["sku"] for entry in found.value} == (one.keys() | other.keys()) - gone
    for entry in found.value:
        before = was.get(entry["sku"], entry)
        sides = [side[entry["sku"]] for side in (one, other) if entry["sku"] in side]
        for key, value in entry.items():
            assert value in ({side[key] for side in sides} - {before[key]} or {before[key]})
