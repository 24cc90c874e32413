"""Everything that the bot says in Slack about one action, made from a seed: by the functions that make it for real."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from blocks.card.approval_card import approval_card
from blocks.card.thread_reply import thread_reply
from blocks.home.approvals_list import approvals_help, approvals_list
from blocks.home.home import home
from blocks.kit import ids
from blocks.kit.message import SlackMessage, View
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from blocks.refusal import refusal_text
from blocks.review.digest import digest_message
from blocks.review.samples import Sampled, samples_message
from blocks.review.wrong_modal import wrong_modal
from blocks.windows.details import details_modal
from blocks.windows.hand_over import hand_over_modal
from blocks.windows.reject import reject_modal
from oversight.action.action import Action, Agent
from oversight.action.assignment import Assignment
from oversight.action.decision import CLOCK, DeciderKind, Outcome, Vote, VoteKind
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.event import Event
from oversight.action.event_kind import EventKind
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.risk import Risk
from oversight.action.route import Extension, Reason, Rung
from oversight.action.status import OutcomeKind, Status
from oversight.audit.leaf import leaf
from oversight.policy import CardHints
from oversight.review.sample import Finding
from oversight.usecases.announce import NOTED
from tests.builders import a_fact
from tests.gallery import a_week
from tests.unit.blocks.actions import NOW, TOKEN, an_action, decided, edited
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.sandbox.odd_payloads import Odd
from tests.unit.sandbox.odd_samples import a_sample, an_actor

HOUR = timedelta(hours=1)
METADATA = f"{TOKEN}:1:C0123456789"


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of the audit log."""

    leaf: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """One action as it stands, and what the policy says of its cards."""

    action: Action
    hints: CardHints
    odd: Odd

    @property
    def top(self) -> int:
        """The rung that is asked, or was asked last."""
        return self.action.assignment.rung if self.action.assignment else 0

    def card(self) -> SlackMessage:
        """The card of a rung that was asked."""
        return approval_card(self.action, self.a_rung_asked(), TOKEN, self.hints)

    def a_rung_asked(self) -> int:
        """A rung whose card may stand."""
        asked = self.action.assignment.asked if self.action.assignment else ()
        rung: int = self.odd.one((*range(self.top + 1), *asked))
        return rung

    def another(self, number: int) -> SlackMessage | View:
        """Something else about the action; each number shows another thing, over and over."""
        return OTHERS[number % len(OTHERS)](self)

    def note(self) -> SlackMessage:
        groups = dict.fromkeys(self.action.route.ladder[0].reviewers[:1], "S0GROUP")
        return thread_reply(self.event(), self.action, self.a_rung_asked(), groups)

    def details(self) -> View:
        history = [Record(leaf(self.event(), self.action)) for _ in range(self.odd.one((0, 1, 30)))]
        return details_modal(self.action, self.odd.one((1, 2, 7, 10_000)), METADATA, self.hints, history)

    def hand_over(self) -> View:
        return hand_over_modal(self.action, METADATA, self.hints)

    def reject(self) -> View:
        return reject_modal(self.action, METADATA, self.hints)

    def modify(self) -> View:
        return edit_modal(self.action, METADATA, self.hints)

    def sample(self) -> SlackMessage:
        many = self.odd.one((1, 10))
        together = [a_sample(self.odd, self.action, n + 1) for n in range(many)]
        return samples_message([Sampled(sample, self.action, self.hints) for sample in together], TOKEN)

    def wrong(self) -> View:
        return wrong_modal(self.action, METADATA, self.hints, ("Is it the right tag?", "Is it the right document?"))

    def refusal(self) -> SlackMessage:
        details = tuple(Detail(self.odd.text(400)) for _ in range(self.odd.one((0, 1, 10, 11))))
        said = Refusal(self.odd.one(list(RefusalCode)), self.odd.words(400), details)
        return SlackMessage(refusal_text(said), words_alone(refusal_text(said)))

    def refusal_window(self) -> View:
        return modal(ids.DETAILS_VIEW, "Not done", self.refusal().blocks, "")

    def home(self) -> View:
        return home(self._many(), self._links(), {self.action.proposal.action_type: self.hints})

    def listed(self) -> SlackMessage:
        return approvals_list(self._many(), self._links(), {self.action.proposal.action_type: self.hints})

    def listed_window(self) -> View:
        return modal(ids.MY_APPROVALS_SHORTCUT, "My approvals", self.listed().blocks, "")

    def digest(self) -> SlackMessage:
        numbers = {str(word): self.odd.one((0, 1, 10**9)) for word in (*Status, *DeciderKind)}
        took = self.odd.one((None, 0.0, 0.4, 90.0, 1e7))
        samples = (a_sample(self.odd, self.action),) * self.odd.one((0, 1, 500))
        return digest_message(a_week(samples, by_status=numbers, by_decider=numbers, median_minutes_to_decide=took))

    def help(self) -> SlackMessage:
        return approvals_help()

    def _many(self) -> Sequence[Action]:
        return [self.action] * self.odd.one((0, 1, 15, 16, 45, 46))

    def _links(self) -> dict[str, str]:
        link = "https://team.slack.com/archives/C0123456789/p1740000000000000"
        return {self.action.id: link} if self.odd.rng.random() < 0.5 else {}

    def event(self) -> Event:
        """Something that happened to the action."""
        kinds = [kind for kind in NOTED if kind is not EventKind.DECIDED or self.action.decision]
        details: dict[str, Any] = {
            "people": (self.odd.words(), "U0ANA", "@night"),
            "round": self.odd.one((1, 5)),
            "outcome": self.odd.one(list(OutcomeKind)),
            "vote": self.odd.one(list(VoteKind)),
            "to": self.odd.words(),
            "to_tier": self.odd.words(),
            "tier": self.action.tier,
            "finding": self.odd.one(list(Finding)).value,
        }
        reason = self.odd.one((None, self.odd.words(3_000)))
        kind = self.odd.one(kinds)
        of_all = {"action_id": self.action.id, "at": NOW, "actor": an_actor(self.odd), "rule": self.odd.words()}
        return a_fact(kind, of_all | {"reason": reason}, **details)


OTHERS: tuple[Callable[[Scene], SlackMessage | View], ...] = (
    Scene.note,
    Scene.details,
    Scene.hand_over,
    Scene.reject,
    Scene.modify,
    Scene.sample,
    Scene.wrong,
    Scene.refusal,
    Scene.refusal_window,
    Scene.home,
    Scene.listed,
    Scene.listed_window,
    Scene.digest,
    Scene.help,
)


def scene(rng: random.Random) -> Scene:
    """An action of any size and script in any state."""
    odd = Odd(rng)
    action = with_answers(proposed(odd), odd)
    keys = [*action.proposal.payload] if isinstance(action.proposal.payload, dict) else []
    named = tuple(rng.sample(keys, min(len(keys), 3)))
    hints = CardHints(headline=(*named[: rng.randint(0, 3)], "a.b"), redact=(*named[2:], "card_number"))
    return Scene(action, hints, odd)


def odd_draft(odd: Odd) -> Draft:
    """A draft of any texts, with everything that a block may carry."""
    rng = odd.rng
    blocks = [
        Block(
            rng.choice(list(BlockType)),
            odd.words(3_000),
            odd.words(200),
            odd.words(64),
            (odd.words(90),),
            (odd.text(99),),
        )
        for _ in range(rng.choice((1, 3, 20)))
    ]
    return Draft(tuple(blocks), "$.text")


def proposed(odd: Odd) -> Action:
    """The action as it waits on some rung of some ladder."""
    rng = odd.rng
    tiers = rng.randint(1, 4)
    proposal = {
        "action_type": rng.choice(("refund.issue", "crm.contact.delete", "transfer money", odd.words(80))),
        "description": odd.words(3_000),
        "reasoning": rng.choice((None, odd.words(200), odd.words(20_000))),
        "confidence": rng.choice((None, 0.0, 0.333, 1.0)),
        "signals": {odd.words(64): 0.5 for _ in range(rng.choice((0, 0, 32)))},
        "context": {odd.key(): odd.value() for _ in range(rng.choice((0, 1, 5)))},
        "draft": rng.choice((None, None, odd_draft(odd))),
        "on_behalf_of": rng.choice((None, "U0ANA", odd.words(200))),
        "labels": {odd.words(64): odd.text(256) for _ in range(rng.choice((0, 0, 20)))},
    }
    known = {"risk": rng.choice(list(Risk)), "reversible": rng.random() < 0.5, "known_type": rng.random() < 0.8}
    action = an_action(odd.payload(), **known, **proposal)
    ladder = tuple(a_rung(odd) for _ in range(tiers))
    reasons = tuple(Reason(odd.words(), odd.words(400)) for _ in range(rng.choice((1, 2, 9))))
    rung = rng.randrange(tiers)
    staged = rng.randint(0, tiers) if rng.random() < 0.3 else 0
    stages = sorted((odd.words(40), "legal"))
    ladder = tuple(replace(rung, stage=stages[min(at, 1)]) if at < staged else rung for at, rung in enumerate(ladder))
    waits = replace(a_wait(odd, tiers), rung=rung)
    route = replace(action.route, ladder=ladder, reasons=reasons, extension=Extension(HOUR, 2 * HOUR), repeat_ladder=2)
    waiting: Action = replace(
        action, agent=Agent("agt_1", odd.words(255), owner="U0OWN"), route=route, assignment=waits
    )
    return waiting


def a_wait(odd: Odd, tiers: int) -> Assignment:
    """A wait that may have been handed over, given more time, held, or begun again."""
    rng = odd.rng
    by = replace(an_actor(odd), kind=DeciderKind.HUMAN)
    wait = Assignment(0, NOW, rng.choice((NOW + HOUR, NOW + HOUR, None)), round=rng.choice((0, 0, 2)))
    if rng.random() < 0.3:
        wait = replace(wait, extended=HOUR, extended_by=by)
    if rng.random() < 0.3:
        wait = replace(wait, handed_to=(("U0ANA", odd.words(30)) * 15)[: rng.choice((1, 2, 25))], handed_by=by)
    asked = tuple(range(tiers)) if wait.round else ()
    return replace(wait, fallback_asked=rng.random() < 0.3, asked=asked)


def a_rung(odd: Odd) -> Rung:
    """A tier with some reviewers, named as people may name them."""
    reviewers, fallback = (
        tuple(odd.one(("U0LEA", "@support", odd.words(40))) for _ in range(odd.one((0, 1, 3, 25)))) for _ in range(2)
    )
    name, channel = odd.one(("team_lead", odd.words(60))), odd.one(("#agent-approvals", odd.words(80)))
    second = odd.rng.random() < 0.5
    return Rung(
        name,
        channel,
        reviewers,
        approvals_required=odd.one((1, 2, 5)),
        modified_needs_second=second,
        fallback=fallback,
        fallback_after=HOUR,
    )


def with_answers(action: Action, odd: Odd) -> Action:
    """The action after some votes, perhaps an edit, and perhaps its end and what came of it."""
    rng = odd.rng
    person = replace(an_actor(odd), kind=DeciderKind.HUMAN)
    if rng.random() < 0.3:
        action = edited(action, {"was": action.proposal.payload, odd.key(): odd.value(1)}, person)
    for at in range(rng.choice((0, 0, 1, 6))):
        by = replace(person, id=f"U{at}", name=odd.words(200))
        vote = Vote(VoteKind.APPROVE, by, action.version.number, rng.randint(0, 1), NOW)
        action = replace(action, votes=(*action.votes, vote), revision=action.revision + 1)
    status = rng.choice((Status.PENDING, Status.PENDING, *Status))
    if status is Status.PENDING:
        return action
    if status is Status.MODIFIED and action.version.number == 1:
        action = edited(action, {"note": odd.text()}, person)
    by = {Status.TIMED_OUT: CLOCK, Status.CANCELLED: action.agent.actor}.get(status, person)
    action = decided(action, status, by, rng.choice((None, odd.words(3_000))))
    if status.releases and rng.random() < 0.5:
        outcome = Outcome(
            rng.choice(list(OutcomeKind)), NOW + timedelta(minutes=9), rng.choice((None, odd.words(3_000)))
        )
        action = replace(action, outcome=outcome)
    return action
