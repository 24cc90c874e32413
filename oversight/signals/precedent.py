"""What the past teaches: which actions count as right or wrong, on whose word.

A policy's yes is not a person's yes: what ran without a person teaches nothing until somebody looked at it or it went
wrong. Otherwise whatever was released once would release the next. For the same reason an agent's ``executed`` counts
for nothing, while its ``failed`` counts against it. A timeout or a withdrawal says nothing of the action at all.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import DeciderKind, Decision
from oversight.action.status import OutcomeKind, Status
from oversight.exact_json.canonical import Json
from oversight.review.sample import Finding, Sample

WENT_WRONG = frozenset({OutcomeKind.FAILED, OutcomeKind.ERROR_FOUND})
"""Outcomes that speak against an action, whoever approved it."""
TELLING = frozenset({Finding.RIGHT, Finding.WRONG})
"""Findings that say something."""


class Lesson(IntEnum):
    """What an action turned out to be. The greater outweighs: what was once found wrong stays wrong."""

    GOOD = 1
    WRONG = 2


class Precedent(Struct, frozen=True):
    """One payload of the past of which it is known whether it was right."""

    action_id: str
    version: int
    """1 is what the agent proposed; a reviewer's edit is a precedent of its own."""
    action_type: str
    agent_id: str | None
    """Whose record it belongs to; None for what a reviewer wrote."""
    lesson: Lesson
    at: datetime
    """When that was last said."""
    description: str
    payload: Json

    @property
    def key(self) -> tuple[str, int]:
        """What tells it apart."""
        return self.action_id, self.version


def precedents_of(action: Action, samples: Sequence[Sample] = ()) -> tuple[Precedent, ...]:
    """What this action teaches, with what reviewers found of it; nothing where nobody who counts said anything."""
    decision = action.decision
    if decision is None:
        return ()
    found = [
        (Lesson.GOOD if sample.finding is Finding.RIGHT else Lesson.WRONG, sample.reviewed_at)
        for sample in samples
        if sample.finding in TELLING and sample.reviewed_at is not None
    ]
    if action.outcome is not None and action.outcome.kind in WENT_WRONG:
        found.append((Lesson.WRONG, action.outcome.at))
    proposed = [*_said_of_proposal(decision), *found]
    taught = [_precedent(action, 1, action.agent.id, proposed, action.original_payload)] if proposed else []
    if _edited_by_person(decision):
        said = [(Lesson.GOOD, decision.at), *found]
        taught.append(_precedent(action, action.version.number, None, said, decision.modified_payload))
    return tuple(taught)


def _said_of_proposal(decision: Decision) -> list[tuple[Lesson, datetime]]:
    """What the person said who decided; an edit says that the proposal was not right as it stood."""
    if decision.decided_by.kind is not DeciderKind.HUMAN:
        return []
    match decision.status:
        case Status.APPROVED:
            return [(Lesson.GOOD, decision.at)]
        case Status.REJECTED | Status.MODIFIED:
            return [(Lesson.WRONG, decision.at)]
        case Status.PENDING | Status.TIMED_OUT | Status.CANCELLED:
            return []


def _edited_by_person(decision: Decision) -> bool:
    return decision.decided_by.kind is DeciderKind.HUMAN and decision.status is Status.MODIFIED


def _precedent(
    action: Action, version: int, agent_id: str | None, said: Sequence[tuple[Lesson, datetime]], payload: Json
) -> Precedent:
    lesson, at = max(said)
    proposal = action.proposal
    return Precedent(action.id, version, proposal.action_type, agent_id, lesson, at, proposal.description, payload)
