"""How an action's draft stands, for whoever draws it."""

from oversight.action.action import Action
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.editing.draft.start import draft_settings
from oversight.ports.drafting import DraftBook
from oversight.ports.world import PolicySource


async def drafting_of(action: Action, drafts: DraftBook, policies: PolicySource) -> Drafting:
    """What the policy asks of the action's draft, and how far people are while it waits for them."""
    if action.proposal.draft is None:
        return NO_WORK
    settings = draft_settings(action.proposal.action_type, await policies.pinned(action.policy_hash))
    return Drafting(settings, None if action.status.is_final else await drafts.work(action.id))
