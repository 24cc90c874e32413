"""Pattern 1, the approval gate: the agent stops before what cannot be undone; a person says yes, no, or "like this".

The gate's three guarantees: the answer is about the version that the reviewer saw, it counts once a person, and the
first final answer stays.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from oversight.action import Action, Version
from oversight.decision import Actor, DeciderKind, Decision, Vote, VoteKind
from oversight.decision_words import decided_words
from oversight.eligibility import Person
from oversight.event import Event, EventKind
from oversight.exact_json.canonical import Json, digest
from oversight.lifecycle import TRANSITIONS, Status
from oversight.payload_changes import payload_changes
from oversight.quorum import Resolved, Waiting, count, standing_votes
from oversight.refusal import Refusal, RefusalCode
from oversight.route import tier_words
from oversight.step import Step


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer pressed, and which version the card of which rung showed then."""

    kind: VoteKind
    seen_version: int
    seen_rung: int
    reason: str | None = None
    payload: Json | None = None
    """The edited payload; only with ``modify``."""


def refuse_late(action: Action) -> Refusal | None:
    """What a click that comes too late is told: the answer that stands, and whose it is."""
    if action.decision is None:
        return None
    return Refusal(RefusalCode.ALREADY_DECIDED, f"{decided_words(action.decision)}. Nothing was changed.")


def refuse_stale(action: Action, *, version: int, rung: int) -> Refusal | None:
    """What somebody is told who looked at another version, or at the card of another rung; or nothing to object."""
    if version != action.version.number:
        return Refusal(
            RefusalCode.STALE_CARD,
            "The payload was edited after you saw it. Look at the new version on the card, then decide.",
        )
    if action.watch is None or rung != action.watch.rung:
        return Refusal(
            RefusalCode.STALE_CARD,
            f"This was handed to the tier {tier_words(action.tier)}. Decide it on the card there.",
        )
    return None


def weigh(action: Action, answer: Answer, person: Person, now: datetime) -> Step | Refusal:
    """What an entitled person's answer does to a pending action: a vote, perhaps an edit, perhaps the decision."""
    assert action.watch is not None, "only an action that a person is asked about can be answered"
    if stale := refuse_stale(action, version=answer.seen_version, rung=answer.seen_rung):
        return stale
    if answer.kind is VoteKind.REJECT and not (answer.reason or "").strip():
        return Refusal(RefusalCode.REASON_MISSING, "Say why, so that the agent and its owner can do better.")
    reviewer = Actor(DeciderKind.HUMAN, person.id, person.name)
    events: list[Event] = []
    voted = action
    if answer.kind is VoteKind.MODIFY:
        if digest(answer.payload) == action.version.digest:
            return Refusal(
                RefusalCode.UNCHANGED, "Nothing was changed. Edit the payload, or press Approve on the card."
            )
        voted = _edited(action, answer.payload, reviewer)
        events.append(_fact(EventKind.MODIFIED, voted, reviewer, answer.reason, now))
    vote = Vote(answer.kind, reviewer, voted.version.number, action.watch.rung, now, answer.reason)
    voted = replace(voted, votes=(*voted.votes, vote))
    events.append(_fact(EventKind.VOTED, voted, reviewer, answer.reason, now, vote=answer.kind.value))
    match count(voted):
        case Waiting():
            return Step(replace(voted, revision=action.revision + 1), tuple(events), (vote,))
        case Resolved(status=status):
            decided = decide(voted, status, reviewer, now, rule="quorum", reason=answer.reason)
            return Step(decided.action, (*events, *decided.events), (vote,))


def decide(action: Action, status: Status, by: Actor, now: datetime, *, rule: str, reason: str | None = None) -> Step:
    """The action, one revision on, with its final answer; raises ValueError where the table knows no such way."""
    if status not in TRANSITIONS[action.status]:
        raise ValueError(f"{action.status} never becomes {status}")
    payload = action.version.payload if status is Status.MODIFIED else None
    decision = Decision(
        status=status,
        decided_by=by,
        at=now,
        rule=rule,
        reason=reason,
        modified_payload=payload,
        changes=payload_changes(action.original_payload, payload) if status is Status.MODIFIED else (),
        together_with=_others(action, by) if status.releases else (),
    )
    decided = replace(action, status=status, decision=decision, revision=action.revision + 1)
    return Step(decided, (_fact(EventKind.DECIDED, decided, by, reason, now, rule=rule),))


def _others(action: Action, by: Actor) -> tuple[Actor, ...]:
    return tuple(vote.reviewer for vote in standing_votes(action) if vote.reviewer.id != by.id)


def _edited(action: Action, payload: Json, by: Actor) -> Action:
    return replace(action, version=Version(action.version.number + 1, payload, digest(payload), by))


def _fact(
    kind: EventKind,
    action: Action,
    by: Actor,
    reason: str | None,
    now: datetime,
    *,
    rule: str = "quorum",
    **details: Json,
) -> Event:
    return Event(kind, action.id, now, by, rule, reason, details)
