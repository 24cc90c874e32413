"""What storage promises about edits in progress: one of each person for an action, and no change undoes another."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.refusal import Detail
from oversight.editing.edit import KEPT, begin, saved_after
from oversight.editing.form.working import Shift, TextPieces, Working
from oversight.exact_json.canonical import canonical
from oversight.ports.actions import Committed
from tests.builders import NOON, an_action, new

ODD = {
    "n": 1e300,
    "whole": 1.0,
    "minus": -0.0,
    "most": 2**53 - 1,
    "text": "a\n☃\u202e\U0001f600",
    "list": [None, [], {}, ""],
}


async def begun(books, user_id="U0SAM", at=NOON, action=None):
    """An edit that has just begun."""
    if action is None:
        action = an_action()
        assert await books.actions.commit(new(action)) == Committed()
    return await books.edits.open(begin(books.ids.edit_token(), action, user_id, at), at - KEPT)


def typed_into(edit, at, amount):
    """The edit after somebody typed an amount."""
    return saved_after(replace(edit, working=Working({"amount": amount})), edit, at)


async def test_it_is_read_back_as_it_was(books):
    edit = await begun(books)
    full = Working(
        ODD,
        unread={"$.n": "12 apples"},
        chosen={"$": "b0"},
        kept={"$": {"b1": {"x": None, "y": ODD}}},
        texts={"$.text": TextPieces(("a", "b\n"), ("\n",), is_json=False)},
        aside={"$": {"b1": Working(None, unread={"$.m": "x"}, aside={"$.m": {"": Working(None)}})}},
        shifts=(Shift("$.lines", (2, 0)), Shift("$.lines", ())),
    )
    problems = (Detail("is too large", "$.n", ("a", "b")), Detail("no longer passes"))
    typed = replace(edit, working=full, reason="Too much", base=ODD, drawn=3, revealed=True, problems=problems)
    saved = saved_after(typed, edit, NOON + timedelta(seconds=1))
    assert await books.edits.save(saved)
    for found in (await books.edits.edit(edit.token), await books.edits.of(edit.action_id, "U0SAM")):
        assert found == saved
        assert canonical(found.working.value) == canonical(ODD)
        assert str(found.working.value["minus"]) == "-0.0"
        assert list(found.working.value) == list(ODD)
    assert await books.edits.edit("edt_none") is None
    assert await books.edits.of(edit.action_id, "U0LEA") is None


async def test_a_person_has_one_edit_of_an_action_and_opening_it_again_goes_on_with_it(books):
    action = an_action()
    assert await books.actions.commit(new(action)) == Committed()
    first, *others = await asyncio.gather(*(begun(books, action=action) for _ in range(5)))
    assert {edit.token for edit in others} == {first.token}
    typed = typed_into(first, NOON + timedelta(minutes=1), 7)
    assert await books.edits.save(typed)
    assert await begun(books, at=typed.updated_at + KEPT, action=action) == typed
    colleagues = await begun(books, "U0LEA", action=action)
    assert colleagues.token != first.token


async def test_one_that_is_older_than_an_hour_begins_anew(books):
    action = an_action()
    assert await books.actions.commit(new(action)) == Committed()
    first = await begun(books, action=action)
    later = NOON + KEPT + timedelta(seconds=1)
    opened = await asyncio.gather(*(begun(books, at=later, action=action) for _ in range(3)))
    assert {edit.token for edit in opened} == {opened[0].token}
    assert opened[0].token != first.token
    assert await books.edits.edit(first.token) is None


async def test_of_two_changes_to_one_state_one_is_taken(books):
    edit = await begun(books)
    rivals = [typed_into(edit, NOON + timedelta(seconds=n), n) for n in range(1, 6)]
    taken = await asyncio.gather(*(books.edits.save(rival) for rival in rivals))
    assert sorted(taken) == [False, False, False, False, True]
    assert await books.edits.edit(edit.token) == rivals[taken.index(True)]


async def test_what_is_gone_is_not_saved_again(books):
    edit = await begun(books)
    await books.edits.drop(edit.token)
    await books.edits.drop(edit.token)
    assert await books.edits.edit(edit.token) is None
    assert not await books.edits.save(typed_into(edit, NOON, 7))


@pytest.mark.parametrize(("minutes", "gone"), [(0, 0), (5, 1), (6, 2)])
async def test_old_ones_are_dropped_together(books, minutes, gone):
    early, late = await begun(books), await begun(books, at=NOON + timedelta(minutes=5))
    assert await books.edits.drop_older(NOON + timedelta(minutes=minutes)) == gone
    found = [await books.edits.edit(edit.token) for edit in (early, late)]
    assert found == [None] * gone + [early, late][gone:]
