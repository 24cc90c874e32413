"""A draft is opened and changed by those who may answer; what comes too late is kept for its writer."""

import asyncio
from datetime import timedelta

from oversight.action.refusal import RefusalCode
from oversight.action.status import Status
from oversight.editing.draft.change import Add, Choose, Drop, Keep, Write
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import shared_draft
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.run_due import run_due
from tests.unit.oversight.usecases.drafting.drafted import a_world, changed, drafted, opened
from tests.unit.oversight.world import code


async def test_opening_begins_the_work_once_for_all():
    world = a_world()
    action = await drafted(world)
    first = await opened(world, action)
    assert [one.block for one in first.work.opened][:1] == ["b0"]
    await changed(world, action, Write("b1", 0, "we will pay 150 EUR."))
    second = await opened(world, action, "U1")
    assert second.work.pieces[1].text == "we will pay 150 EUR."
    assert second.work.opened == first.work.opened


async def test_who_may_not_answer_may_not_open_it():
    world = a_world()
    action = await drafted(world)
    assert code(await shared_draft(action.id, "UVP", world.ports)) is RefusalCode.NOT_A_REVIEWER
    assert code(await shared_draft(action.id, "U_NOBODY", world.ports)) is RefusalCode.IDENTITY_UNKNOWN
    assert code(await shared_draft("act_none", "UMEMBER", world.ports)) is RefusalCode.ACTION_NOT_FOUND
    plain = await world.propose()
    assert code(await shared_draft(plain.id, "UMEMBER", world.ports)) is RefusalCode.STALE_CARD


async def test_two_who_save_at_once_are_both_in():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    await asyncio.gather(
        change_draft(action.id, "UMEMBER", [Write("b1", 0, "one")], world.ports),
        change_draft(action.id, "U1", [Write("b2", 0, "two"), Add("b2", "three")], world.ports),
    )
    shared = await opened(world, action)
    assert [piece.text for piece in shared.work.pieces] == ["Dear customer,", "one", "two", "three"]


async def test_of_two_on_one_block_the_second_is_set_aside():
    world = a_world()
    action = await drafted(world)
    await changed(world, action, Write("b1", 0, "mine"))
    shared = await changed(world, action, Write("b1", 0, "theirs"), Write("b2", 0, "Monday"), user_id="U1")
    assert [piece.text for piece in shared.work.pieces] == ["Dear customer,", "mine", "Monday"]
    assert [(one.text, one.by.id) for one in shared.work.set_aside] == [("theirs", "U1")]


async def test_a_change_that_is_refused_keeps_none_of_the_others_out():
    world = a_world()
    action = await drafted(world)
    shared = await changed(world, action, Write("b1", 0, "x" * 100_001), Write("b2", 0, "Monday"))
    assert code(shared.refused) is RefusalCode.INVALID_DRAFT
    assert shared.work.pieces[2].text == "Monday"


async def test_what_comes_after_the_end_is_set_aside_and_changes_nothing():
    world = a_world()
    action = await drafted(world)
    before = await changed(world, action, Write("b1", 0, "saved in time"))
    world.clock.advance(timedelta(hours=2))
    await run_due(world.ports)
    assert (await world.now(action.id)).status is Status.TIMED_OUT
    writes = [Write("b1", 1, "saved in time"), Write("b2", 0, ""), Write("b0", 0, "too late"), Drop("b2")]
    late = await changed(world, action, *writes)
    assert code(late.over) is RefusalCode.ALREADY_DECIDED
    assert late.work.pieces == before.work.pieces
    assert [(one.block, one.text, one.by.id) for one in late.work.set_aside] == [("b0", "too late", "UMEMBER")]
    assert (await changed(world, action, *writes)).work == late.work


async def test_who_was_asked_before_an_escalation_keeps_their_text_and_the_next_tier_goes_on():
    world = a_world()
    action = await drafted(world)
    await changed(world, action, Write("b1", 0, "from below"))
    await escalate_action(action.id, 0, "UMEMBER", world.ports)
    late = await changed(world, action, Write("b2", 0, "typed meanwhile"))
    assert code(late.over) is RefusalCode.NOT_A_REVIEWER
    above = await changed(world, action, Write("b2", 0, "Friday"), user_id="ULEAD")
    assert [piece.text for piece in above.work.pieces] == ["Dear customer,", "from below", "Friday"]
    assert [one.text for one in above.work.set_aside] == ["typed meanwhile"]


async def test_where_nothing_is_left_the_refusal_says_why():
    world = a_world()
    action = await drafted(world)
    world.clock.advance(timedelta(hours=2))
    await run_due(world.ports)
    assert code(await shared_draft(action.id, "UMEMBER", world.ports)) is RefusalCode.ALREADY_DECIDED


async def test_what_somebody_typed_is_set_aside_where_a_click_replaces_it():
    world = a_world()
    action = await drafted(world)
    await changed(world, action, Write("b1", 0, "typed by hand"))
    chosen = await changed(world, action, Choose("b1", 1, 1))
    assert chosen.work.pieces[1].text == "we will pay 200 EUR."
    assert [(one.text, one.by.id) for one in chosen.work.set_aside] == [("typed by hand", "UMEMBER")]
    again = await changed(world, action, Keep("b1", 2))
    assert again.work.pieces[1].text == "we will pay 100 EUR."
    assert again.work.set_aside == chosen.work.set_aside
