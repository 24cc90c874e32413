"""Finished drafts teach once, released ones only, and the work on them goes an hour after the decision."""

from datetime import timedelta
from typing import cast

from bot.health.metrics import Metrics
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.status import Status
from oversight.editing.draft.change import AnswerSpotCheck, Write
from oversight.editing.draft.edit_rate import EditRate
from oversight.editing.draft.opened import Ground
from oversight.policy.draft_settings import DraftSettings
from oversight.ports.audit import AuditLog
from oversight.ports.delivery import Outbox
from oversight.ports.drafting import SpotChecks
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.drafting.learn_from_drafts import learn_from_drafts
from oversight.usecases.drafting.submit_draft import Sent, submit_draft
from tests.fakes.audit import MemoryAudit
from tests.unit.oversight.builders import reject
from tests.unit.oversight.usecases.drafting.drafted import a_world, changed, drafted, opened

TYPE = "ticket.update"


async def finished(world, *changes, draft=None):
    action = await (drafted(world) if draft is None else drafted(world, draft))
    await opened(world, action)
    shared = await changed(world, action, *changes)
    await submit_draft(action.id, "UMEMBER", Sent(1, 0, shared.work.version), world.ports)
    assert (await world.now(action.id)).status.releases
    return action


async def test_what_people_edit_is_counted_by_key_and_ranks_the_next_draft():
    world = a_world()
    for _ in range(4):
        await finished(world, Write("b1", 0, "we will pay more."), Write("b2", 0, "Soon."))
    assert await learn_from_drafts(world.ports) == 4
    assert await learn_from_drafts(world.ports) == 0
    assert await world.ports.drafts.rates(TYPE) == {"opening": EditRate(0, 4), "sum": EditRate(4, 4)}
    action = await drafted(world)
    opened_now = (await opened(world, action)).work.opened
    assert [one.block for one in opened_now] == ["b1", "b2"], "the known good opening is closed now"
    assert Ground.LEARNED in opened_now[0].grounds


async def test_what_was_rejected_teaches_nothing():
    world = a_world()
    action = await drafted(world)
    await changed(world, action, Write("b1", 0, "we will pay more."))
    await decide_action(action.id, "UMEMBER", reject(), world.ports)
    assert (await world.now(action.id)).status is Status.REJECTED
    assert await learn_from_drafts(world.ports) == 0
    assert await world.ports.drafts.unlearned(9) == []
    assert await world.ports.drafts.rates(TYPE) == {}


async def test_the_spot_check_s_hits_are_counted():
    world = a_world(DraftSettings())
    draft = Draft((Block(BlockType.CONFIDENT, "All is well."), Block(BlockType.CONFIDENT, "Bye.")), "$.body")
    await finished(world, AnswerSpotCheck(), draft=draft)
    await finished(world, Write("b0", 0, "x"), Write("b1", 0, "y"), draft=draft)
    await learn_from_drafts(world.ports)
    assert await world.ports.drafts.spot_checks() == {TYPE: SpotChecks(1, 2)}


async def test_the_work_goes_an_hour_after_the_decision():
    world = a_world()
    action = await finished(world, Write("b2", 0, "Soon."))
    await learn_from_drafts(world.ports)
    world.clock.advance(timedelta(minutes=59))
    await learn_from_drafts(world.ports)
    assert await world.ports.drafts.work(action.id) is not None
    world.clock.advance(timedelta(minutes=2))
    await learn_from_drafts(world.ports)
    assert await world.ports.drafts.work(action.id) is None


async def test_the_hit_rate_is_among_the_metrics():
    world = a_world(DraftSettings())
    draft = Draft((Block(BlockType.CONFIDENT, "All is well."),), "$.body")
    await finished(world, AnswerSpotCheck(), draft=draft)
    await finished(world, Write("b0", 0, "Nothing is well."), draft=draft)
    await learn_from_drafts(world.ports)
    metrics, outbox = Metrics(), cast("Outbox", world.books.outbox)
    await metrics.refresh(world.books.books, outbox, cast("AuditLog", MemoryAudit()), world.clock)
    for found in ("something", "nothing"):
        line = f'sayso_draft_spot_checks{{action_type="{TYPE}",found="{found}"}} 1.0'
        assert line in metrics.text().decode()
