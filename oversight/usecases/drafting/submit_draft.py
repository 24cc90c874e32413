"""A person sends a draft in: that is their yes to the text that they see."""

from collections.abc import Sequence
from dataclasses import dataclass

from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.editing.draft.change import Change
from oversight.ports import Ports
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import SharedDraft
from oversight.voting.decide import Answer

CHANGED_MEANWHILE = Refusal(
    RefusalCode.STALE_CARD,
    "The draft was changed after this window was drawn. Look at it as it is now, then approve it.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What the person sent in, and what they had before them then."""

    version: int
    """Of the payload."""
    rung: int
    work: int
    """The version of the work that their window was drawn from."""
    changes: Sequence[Change] = ()
    reason: str | None = None
    shown: str | None = None
    """The digest of what the card showed."""


async def submit_draft(
    action_id: str, user_id: str, sent: Sent, ports: Ports
) -> tuple[SharedDraft, Transition | Refusal] | Refusal:
    """The draft with these changes saved, and what the vote for it did or why it does not count; or why not even that.

    Nobody says yes to what somebody else wrote while they were not looking: then they are asked to look again.
    """
    shared = await change_draft(action_id, user_id, sent.changes, ports)
    if isinstance(shared, Refusal):
        return shared
    if why_not := shared.over or shared.refused:
        return shared, why_not
    if shared.before is None or shared.before.version != sent.work:
        return shared, CHANGED_MEANWHILE
    answer = Answer(VoteKind.MODIFY, sent.version, sent.rung, sent.reason, work=shared.work, shown=sent.shown)
    return shared, await decide_action(action_id, user_id, answer, ports)
