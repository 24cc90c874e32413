"""Sending a draft in is a yes to the text that the person sees, and to no other."""

from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.editing.draft.change import Write
from oversight.usecases.drafting.shared_draft import SharedDraft
from oversight.usecases.drafting.submit_draft import Sent, submit_draft
from tests.unit.oversight.usecases.drafting.drafted import a_world, changed, drafted, opened
from tests.unit.oversight.world import code

WRITES = (Write("b1", 0, "we will pay 100 EUR."), Write("b2", 0, "On Monday."))


async def sent_in(world, action, *changes, work=0, user_id="UMEMBER"):
    answer = await submit_draft(action.id, user_id, Sent(1, 0, work, changes), world.ports)
    assert not isinstance(answer, Refusal)
    shared, became = answer
    assert isinstance(shared, SharedDraft)
    return shared, became


async def test_the_payload_gets_the_text_and_the_agent_its_provenance():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    _, became = await sent_in(world, action, *WRITES)
    assert isinstance(became, Transition)
    decided = await world.now(action.id)
    assert decided.status is Status.MODIFIED
    text = "Dear customer,\n\nwe will pay 100 EUR.\n\nOn Monday."
    assert decided.version.payload == {"to": "a@b.c", "body": text}
    assert decided.version.draft is not None
    assert decided.version.draft.text == text


async def test_what_is_still_open_is_said_and_what_was_written_stays():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    shared, became = await sent_in(world, action, Write("b1", 0, "we will pay nothing."))
    assert code(became) is RefusalCode.DRAFT_UNFINISHED
    assert shared.work.pieces[1].text == "we will pay nothing."
    assert (await opened(world, action)).work == shared.work


async def test_nobody_says_yes_to_what_somebody_else_wrote_meanwhile():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    await changed(world, action, Write("b1", 0, "we will pay 9,000 EUR."), user_id="U1")
    shared, became = await sent_in(world, action, *WRITES)
    assert code(became) is RefusalCode.STALE_CARD
    assert (await world.now(action.id)).status is Status.PENDING
    assert [piece.text for piece in shared.work.pieces][1:] == ["we will pay 9,000 EUR.", "On Monday."]
    _, became = await sent_in(world, action, work=shared.work.version)
    assert isinstance(became, Transition)


async def test_a_text_that_comes_after_the_decision_is_kept_with_the_reason():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    await sent_in(world, action, *WRITES)
    shared, became = await sent_in(world, action, Write("b0", 0, "Dear Ada,"), work=2, user_id="U1")
    assert code(became) is RefusalCode.ALREADY_DECIDED
    assert [one.text for one in shared.work.set_aside] == ["Dear Ada,"]


async def test_a_text_that_grows_too_long_is_no_yes():
    world = a_world()
    action = await drafted(world)
    await opened(world, action)
    _, became = await sent_in(world, action, *WRITES, Write("b0", 0, "x" * 100_001))
    assert code(became) is RefusalCode.INVALID_DRAFT
