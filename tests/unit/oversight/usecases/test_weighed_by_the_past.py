"""What people decided before lets the next one of its kind run, and nothing else does."""

from dataclasses import dataclass, field
from datetime import timedelta

from oversight.action.decision import DeciderKind, Outcome, VoteKind
from oversight.action.route import Pattern
from oversight.action.status import OutcomeKind, Status
from oversight.action.transition import Transition
from oversight.policy.confidence import SIGNALS
from oversight.ports import Ports
from oversight.review.sample import Finding, Sample
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.ladder.run_due import run_due
from oversight.usecases.review.post_digest import post_digest
from oversight.usecases.review.review_sample import review_sample
from oversight.voting.decide import Answer
from tests.builders import policy_of
from tests.fakes.precedents import MemoryPrecedents
from tests.unit.oversight.builders import NOW, POLICY, a_proposal, an_agent, approve, reject
from tests.unit.oversight.world import World

LAZY = "lazy_review: {base_rate: 1.0, reviewers: [UVP], digest: {channel: '#digest'}}\n"
ENOUGH = 10


@dataclass(slots=True)
class RememberingWorld(World):
    """A world with a past."""

    past: MemoryPrecedents = field(default_factory=MemoryPrecedents)

    @property
    def ports(self) -> Ports:
        return Ports(*self.books.books, self.clock, self.ids, self.directory, self.policies, b"secret", self.past)

    async def ticket(self, number=4711, note="customer asked for an invoice", **claims):
        payload = {"ticket": f"T-{number}", "note": note, "priority": 2}
        return await self.propose(a_proposal("ticket.update", payload, **{"confidence": 0.9, **claims}))

    async def answered(self, answer, **what):
        action = await self.ticket(**what)
        assert action.status is Status.PENDING
        assert isinstance(await decide_action(action.id, "UMEMBER", answer, self.ports), Transition)
        return action

    async def approved(self, many=ENOUGH):
        for number in range(many):
            await self.answered(approve(), number=4000 + number)


async def test_enough_approved_history_lets_the_next_one_run_and_before_it_a_person_is_asked():
    world = RememberingWorld()
    first = await world.ticket()
    assert first.status is Status.PENDING
    assert "signals_missing" in [reason.rule for reason in first.route.reasons]
    await world.approved()
    action = await world.ticket(5000)
    assert action.status is Status.APPROVED
    assert action.decision is not None
    assert action.decision.decided_by.kind is DeciderKind.POLICY
    assert action.route.patterns == (Pattern.CONFIDENCE_ROUTING, Pattern.LAZY_REVIEW)


async def test_what_is_unlike_the_past_still_goes_to_a_person():
    world = RememberingWorld()
    await world.approved()
    assert (await world.ticket(5000, note="close the account and pay out everything")).status is Status.PENDING


async def test_a_rejected_twin_calls_a_person():
    world = RememberingWorld()
    await world.approved()
    await world.answered(reject(), note="pay the whole sum back to another account")
    assert (await world.ticket(5000, note="pay the whole sum back to another account")).status is Status.PENDING


async def test_an_agents_word_replaces_no_history_and_overrules_none():
    """Signals that it supplies are weighed only as far as ours do not say less."""
    world = RememberingWorld()
    perfect = dict.fromkeys(SIGNALS, 1.0)
    await world.approved()
    for number in range(ENOUGH):
        await world.answered(reject(), number=6000 + number, note="grant a discount of everything")
    action = await world.ticket(7000, "grant a discount of everything", confidence=1.0, signals=perfect)
    assert action.status is Status.PENDING


async def test_what_the_policy_released_teaches_nothing_until_a_person_looks():
    world = RememberingWorld(policy=policy_of(POLICY + LAZY))
    await world.books.review.begin_digests(NOW)
    perfect = dict.fromkeys(SIGNALS, 1.0)
    released = [await world.ticket(number, signals=perfect) for number in range(4000, 4000 + ENOUGH)]
    for action in released:
        assert action.status is Status.APPROVED
        await report_outcome(action.id, an_agent(), Outcome(OutcomeKind.EXECUTED, NOW), world.ports)
    assert (await world.ticket(5000)).status is Status.PENDING
    world.clock.advance(timedelta(days=7))
    digest = await post_digest(world.clock.now(), world.ports)
    assert digest is not None
    for sample in digest.samples:
        assert isinstance(await review_sample(sample.id, "UVP", Finding.RIGHT, world.ports), Sample)
    assert (await world.ticket(5001)).status is Status.APPROVED


async def test_an_error_found_later_takes_the_trust_back():
    world = RememberingWorld()
    actions = [await world.answered(approve(), number=4000 + number) for number in range(ENOUGH)]
    assert (await world.ticket(5000)).status is Status.APPROVED
    for action in actions[: ENOUGH // 2]:
        await report_outcome(action.id, an_agent(), Outcome(OutcomeKind.ERROR_FOUND, NOW), world.ports)
    assert (await world.ticket(5001)).status is Status.PENDING


async def test_silence_is_no_evidence():
    world = RememberingWorld()
    for number in range(ENOUGH):
        await world.ticket(4000 + number)
    world.clock.advance(timedelta(hours=2))
    await run_due(world.ports)
    assert (await world.ticket(5000)).status is Status.PENDING


async def test_an_edit_teaches_what_would_have_been_right():
    world = RememberingWorld()
    for number in range(ENOUGH):
        edited = {"ticket": f"T-{4000 + number}", "note": "answer by letter", "priority": 2}
        await world.answered(Answer(VoteKind.MODIFY, 1, 0, None, edited), number=4000 + number)
    asked = a_proposal("ticket.update", {"ticket": "T-5000", "note": "answer by letter", "priority": 2})
    signals = await world.past.measure(asked, an_agent(), NOW)
    assert signals["semantic_similarity"] > 0.9
    assert signals["historical_accuracy"] < 0.1


async def test_only_what_signals_can_sway_asks_the_past():
    world = RememberingWorld()
    for action_type in ("tag.add", "mail.send", "refund.issue", "prod.change", "unheard.of"):
        await world.propose(a_proposal(action_type))
    assert world.past.asked == 0
    await world.ticket()
    assert world.past.asked == 1
