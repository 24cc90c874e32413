"""A yes to a draft: it is finished, its text is in the payload, and where there is a gate a second person says it."""

import pytest
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import VoteKind
from oversight.action.draft import Draft
from oversight.action.event import Voted
from oversight.action.finished_draft import Coverage
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.status import Status
from oversight.action.transition import Transition
from oversight.editing.draft.change import AnswerMustCover, AnswerSpotCheck, Change, Drop, Keep, Write
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.editing.draft.edit_rate import EditRate
from oversight.editing.draft.opened import Ground
from oversight.editing.draft.provenance import replay
from oversight.editing.draft.start import draft_settings, start_work
from oversight.editing.draft.work import begin
from oversight.policy.file.reading import read_policy
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import SharedDraft
from oversight.voting.decide import Answer
from oversight.voting.drafted import approvable
from oversight.voting.quorum import required_approvals
from tests.builders import a_block, a_draft
from tests.unit.oversight.builders import a_proposal, an_agent, approve, modify, reject
from tests.unit.oversight.editing.draft.drafts import LETTER, UNSURE, after
from tests.unit.oversight.world import World, code

POLICY = read_policy(
    """
version: 1
tiers:
  team_member: {channel: "#members", reviewers: [UMEMBER, ULEAD, UEXPERT]}
action_types:
  letter.send:
    risk: medium
    reversible: true
    schema: {type: object, properties: {text: {type: string, maxLength: 60}}}
    validators: [{name: no_todo, check: "!has(payload.text) || !payload.text.contains('TODO')"}]
    draft: {target: $.text, spot_check: false}
  letter.checked:
    risk: low
    reversible: true
    draft: {target: $.text, must_cover: [price]}
  medical.summary: {risk: high, draft: {target: $.text, spot_check: false}}
  always.two: {risk: low, reversible: true, draft: {spot_check: false, second_person: true}}
  letter.plain: {risk: medium, reversible: true}
"""
)
PLAIN = a_draft(a_block(UNSURE, "Hello"))


def a_world() -> World:
    return World(policy=POLICY)


async def drafted(world: World, action_type="letter.send", draft: Draft = LETTER, payload=None) -> Action:
    return await world.propose(a_proposal(action_type, payload or {"to": "Ada"}, draft=draft))


async def sent_in(world: World, action: Action, *changes: Change, by="UMEMBER", version=1):
    draft = action.proposal.draft
    assert draft is not None
    work = start_work(action, world.policy, {}, b"secret")
    work = after(*changes, by=by, work=work, draft=draft)
    return await decide_action(action.id, by, Answer(VoteKind.MODIFY, version, 0, work=work), world.ports)


async def test_a_finished_draft_changes_the_payload_and_tells_who_wrote_what():
    world = a_world()
    action = await drafted(world)
    step = await sent_in(world, action, Write("b2", 0, "We moved."))
    assert isinstance(step, Transition)
    text = "Dear Ada,\n\nIt ships on Monday.\n\nWe moved."
    decided = step.action
    assert decided.status is Status.MODIFIED
    assert decided.decision is not None
    assert decided.decision.modified_payload == {"to": "Ada", "text": text}
    assert [change.path for change in decided.decision.changes] == ["$.text"]
    assert decided.version.draft is not None
    assert replay(LETTER, decided.version.draft.provenance) == decided.version.draft.text == text
    assert (await world.now(action.id)).version == decided.version
    voted = next(event for event in step.events if isinstance(event, Voted))
    assert voted.draft == decided.version.draft.digest


async def test_a_draft_sent_in_for_an_action_without_one_is_refused():
    world = a_world()
    action = await world.propose(a_proposal("letter.plain"))
    answer = Answer(VoteKind.MODIFY, 1, 0, work=begin(LETTER))
    assert code(await decide_action(action.id, "UMEMBER", answer, world.ports)) is RefusalCode.INVALID_DRAFT


async def test_nobody_approves_while_a_placeholder_is_empty():
    world = a_world()
    action = await drafted(world)
    for answer in (approve(), modify({"to": "Bo"})):
        refused = await decide_action(action.id, "UMEMBER", answer, world.ports)
        assert code(refused) is RefusalCode.DRAFT_UNFINISHED
        assert isinstance(refused, Refusal)
        assert "Why it was late" in str(refused.details[0])
    assert code(await sent_in(world, action)) is RefusalCode.DRAFT_UNFINISHED
    assert await world.now(action.id) == action
    assert not approvable(action, Drafting(draft_settings("letter.send", POLICY)))
    assert isinstance(await decide_action(action.id, "UMEMBER", reject(), world.ports), Transition)


async def test_a_text_that_is_not_in_the_payload_is_not_approved_by_the_way():
    world = a_world()
    action = await drafted(world, draft=PLAIN)
    assert code(await decide_action(action.id, "UMEMBER", approve(), world.ports)) is RefusalCode.DRAFT_UNFINISHED
    step = await sent_in(world, action)
    assert isinstance(step, Transition)
    assert step.action.status is Status.MODIFIED


async def test_a_text_that_the_payload_has_is_approved_as_it_is_with_or_without_the_window():
    for answer in (False, True):
        world = a_world()
        action = await drafted(world, draft=PLAIN, payload={"text": "Hello"})
        assert approvable(action, NO_WORK)
        step = await (sent_in(world, action) if answer else decide_action(action.id, "UMEMBER", approve(), world.ports))
        assert isinstance(step, Transition)
        assert step.action.status is Status.APPROVED
        assert step.action.version.payload == {"text": "Hello"}
        assert (step.action.version.draft is not None) is answer


async def test_a_yes_on_the_card_does_not_let_the_agents_text_run_where_people_have_written_another():
    world = a_world()
    action = await drafted(world, draft=PLAIN, payload={"text": "Hello"})
    written = await change_draft(action.id, "ULEAD", [Write("b0", 0, "Good-bye")], world.ports)
    assert isinstance(written, SharedDraft)
    assert not approvable(action, Drafting(work=written.work))
    for answer in (approve(), modify({"text": "Hello", "to": "Ada"})):
        refused = await decide_action(action.id, "UMEMBER", answer, world.ports)
        assert code(refused) is RefusalCode.DRAFT_UNFINISHED
        assert isinstance(refused, Refusal)
        assert "People have changed the draft" in refused.sentence
    await change_draft(action.id, "ULEAD", [Keep("b0", 1)], world.ports)
    step = await decide_action(action.id, "UMEMBER", approve(), world.ports)
    assert isinstance(step, Transition)
    assert step.action.version.payload == {"text": "Hello"}


async def test_a_draft_whose_policy_is_lost_is_not_approved():
    world = a_world()
    action = await drafted(world, "letter.checked", draft=replace(PLAIN, target="$.text"), payload={"text": "Hello"})
    world.policies.forget(action.policy_hash)
    for answer in (approve(), Answer(VoteKind.MODIFY, 1, 0, work=begin(PLAIN))):
        assert code(await decide_action(action.id, "UMEMBER", answer, world.ports)) is RefusalCode.POLICY_GONE
    assert isinstance(await decide_action(action.id, "UMEMBER", reject(), world.ports), Transition)


async def test_the_text_of_a_draft_is_edited_in_its_window_only():
    world = a_world()
    action = await drafted(world, draft=PLAIN, payload={"text": "Hello", "to": "Ada"})
    edit = modify({"text": "Hullo", "to": "Ada"})
    assert code(await decide_action(action.id, "UMEMBER", edit, world.ports)) is RefusalCode.DRAFT_UNFINISHED
    step = await decide_action(action.id, "UMEMBER", modify({"text": "Hello", "to": "Bo"}), world.ports)
    assert isinstance(step, Transition)
    assert step.action.version.payload == {"text": "Hello", "to": "Bo"}


@pytest.mark.parametrize("text", ["TODO", "x" * 61])
async def test_the_final_text_is_checked_like_any_edit(text):
    world = a_world()
    action = await drafted(world, draft=PLAIN)
    refused = await sent_in(world, action, Write("b0", 0, text))
    assert code(refused) is RefusalCode.INVALID_PAYLOAD


async def test_a_high_risk_draft_needs_a_second_person_even_where_nothing_was_changed():
    world = a_world()
    for draft, payload, changes in (
        (LETTER, {"to": "Ada"}, (Drop("b2"),)),
        (PLAIN, {"text": "Hello"}, ()),
    ):
        action = await drafted(world, "medical.summary", draft, payload)
        assert required_approvals(action) == 2
        first = await sent_in(world, action, *changes)
        assert isinstance(first, Transition)
        assert first.action.status is Status.PENDING
        version = first.action.version
        again = await decide_action(action.id, "UMEMBER", approve(version.number), world.ports)
        assert code(again) is RefusalCode.ALREADY_VOTED
        second = await decide_action(action.id, "ULEAD", approve(version.number), world.ports)
        assert isinstance(second, Transition)
        assert second.action.status.releases
        assert second.action.version == version


async def test_a_second_person_who_sends_the_window_in_unchanged_says_yes_and_an_edit_asks_anew():
    world = a_world()
    action = await drafted(world, "medical.summary")
    first = await sent_in(world, action, Drop("b2"))
    assert isinstance(first, Transition)
    edited = await sent_in(world, action, Write("b2", 0, "We moved."), by="ULEAD", version=2)
    assert isinstance(edited, Transition)
    assert (edited.action.status, edited.action.version.number) == (Status.PENDING, 3)
    same = await sent_in(world, action, Write("b2", 0, "We moved."), by="UEXPERT", version=3)
    assert isinstance(same, Transition)
    assert same.action.status is Status.MODIFIED
    assert same.action.version == edited.action.version


async def test_the_policy_may_ask_for_a_second_person_always_and_for_points():
    world = a_world()
    action = await drafted(world, "always.two", PLAIN, {"text": "Hello"})
    assert required_approvals(action) == 2
    assert required_approvals(await drafted(world, "letter.plain", PLAIN)) == 1
    checked = await drafted(world, "letter.checked", a_draft(a_block()))
    assert code(await sent_in(world, checked, AnswerSpotCheck())) is RefusalCode.DRAFT_UNFINISHED
    answers = AnswerSpotCheck(), AnswerMustCover("price", Coverage.NOT_NEEDED)
    step = await sent_in(world, checked, *answers)
    assert isinstance(step, Transition)
    assert step.action.version.draft is not None
    assert step.action.version.draft.spot_check is not None


async def test_the_block_behind_a_failing_check_is_opened_for_the_person():
    world = a_world()
    draft = a_draft(a_block(content="Fine"), a_block(content="TODO: a price"), a_block(key="known"))
    action = await drafted(world, draft=draft)
    work = start_work(action, POLICY, {"known": EditRate(0, 9)}, b"secret")
    assert [(found.block, found.grounds) for found in work.opened] == [("b1", (Ground.FAILING_CHECK,))]


@pytest.mark.parametrize(
    ("action_type", "draft", "payload", "path"),
    [
        ("letter.plain", LETTER, {}, "$.blocks[2]"),
        ("some.unknown", LETTER, {}, "$.blocks[2]"),
        ("letter.plain", a_draft(target=None), {}, "$.target"),
        ("letter.send", a_draft(target="$.body"), {}, "$.target"),
        ("letter.plain", a_draft(target="$.a.b"), {}, "$.target"),
        ("letter.plain", a_draft(target="$.a"), {"a": 7}, "$.target"),
    ],
)
async def test_a_draft_that_nobody_could_finish_is_not_taken(action_type, draft, payload, path):
    world = a_world()
    proposal = a_proposal(action_type, payload or {"to": "Ada"}, draft=draft)
    refused = await submit_action(Submission(proposal, an_agent()), world.ports)
    assert code(refused) is RefusalCode.INVALID_DRAFT
    assert isinstance(refused, Refusal)
    assert [fault.path for fault in refused.details] == [path]
