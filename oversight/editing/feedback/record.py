"""A training record: what the agent was about, what it proposed, what a person made of it, and why.

It names no person who decided, and holds nothing that cards hide.
"""

from datetime import datetime

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import FieldChange
from oversight.action.status import OutcomeKind
from oversight.editing.changes import payload_changes
from oversight.editing.draft.seen import exported_draft
from oversight.editing.feedback.edit_distance import edit_distance
from oversight.editing.feedback.feedback import Feedback, PersonsVerdict
from oversight.editing.feedback.masking import Mask
from oversight.exact_json.canonical import Json
from oversight.policy import CardHints


class Prompt(Struct, frozen=True):
    """What the agent said of its action, beside the payload."""

    action_type: str
    description: str
    reasoning: str | None
    context: dict[str, Json]


class Record(Struct, frozen=True):
    """One line of the export, field by field. Append-only: fields are only ever added, last."""

    id: str
    """Of the action: one that was approved and went wrong later has two records."""
    at: datetime
    """When the verdict was given."""
    verdict: PersonsVerdict
    agent: str
    prompt: Prompt
    proposed: Json
    final: Json | None
    """What a person wanted to run: the proposal, or their edit of it; None where they wanted neither."""
    reason: str | None
    """Why, as one text."""
    reject_reason: str | None
    """The one of the policy's reasons that was chosen."""
    changes: tuple[FieldChange, ...]
    edit_distance: int | None
    """Characters that the edit inserted, deleted or replaced; None where nothing was edited, or too much to compare."""
    confidence: float | None
    outcome: OutcomeKind | None
    """What came of it, as far as is known today."""
    draft: Json | None = None
    """The blocks that the agent wrote, where it sent a draft: then these are what it proposed, and not the payload."""

    @property
    def is_good(self) -> bool:
        """Whether ``final`` is an example to follow: a person's yes, and no error found since."""
        return self.verdict.is_yes and self.outcome is not OutcomeKind.ERROR_FOUND


def record_of(feedback: Feedback, hints: CardHints) -> Record:
    """The record, without what these hints keep off cards."""
    action, verdict = feedback.action, feedback.verdict
    proposal, final = action.proposal, action.version.payload
    context, reason = dict(proposal.context), _reason(action, verdict)
    prose = (proposal.description, proposal.reasoning, reason)
    seen = exported_draft(action, hints)
    draft = None if seen is None else seen.to_value()
    mask = Mask(hints, (proposal.payload, final, context, draft, dict(proposal.labels)), prose)
    proposed = mask.value(proposal.payload)
    made = mask.value(final) if verdict.is_yes else None
    changes = payload_changes(proposed, made) if verdict is PersonsVerdict.MODIFIED else ()
    decision = action.decision
    return Record(
        id=action.id,
        at=feedback.at,
        verdict=verdict,
        agent=action.agent.name,
        prompt=Prompt(
            action_type=proposal.action_type,
            description=mask.prose(proposal.description),
            reasoning=None if proposal.reasoning is None else mask.prose(proposal.reasoning),
            context=mask.value(context),
        ),
        proposed=proposed,
        final=made,
        reason=None if reason is None else mask.prose(reason),
        reject_reason=decision.reject_reason if decision and verdict is PersonsVerdict.REJECTED else None,
        changes=changes,
        edit_distance=edit_distance(changes) if verdict is PersonsVerdict.MODIFIED else None,
        confidence=proposal.confidence,
        outcome=None if action.outcome is None else action.outcome.kind,
        draft=mask.value(draft),
    )


def _reason(action: Action, verdict: PersonsVerdict) -> str | None:
    """What whoever gave this verdict said about it."""
    match verdict:
        case PersonsVerdict.APPROVED | PersonsVerdict.MODIFIED | PersonsVerdict.REJECTED:
            return None if action.decision is None else action.decision.reason_in_words
        case PersonsVerdict.ERROR_FOUND:
            return None if action.outcome is None else action.outcome.note
        case PersonsVerdict.RIGHT | PersonsVerdict.WRONG:
            return None
