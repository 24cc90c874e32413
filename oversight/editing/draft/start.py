"""The beginning of the work on a draft: the agent's blocks, and which of them are opened."""

from collections.abc import Mapping

from oversight.action.action import Action
from oversight.action.draft import Draft
from oversight.editing.draft.edit_rate import EditRate
from oversight.editing.draft.failing_blocks import failing_blocks
from oversight.editing.draft.opened import open_blocks
from oversight.editing.draft.target import target_of, text_at, with_text
from oversight.editing.draft.work import Work, begin
from oversight.editing.edited_payload import failing_checks
from oversight.policy import Policy
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings


def draft_settings(action_type: str, pinned: Policy | None) -> DraftSettings:
    """What the policy that the action came in under asks of its draft."""
    known = None if pinned is None else pinned.action_types.get(action_type)
    return (known and known.draft) or NO_DRAFTING


def start_work(action: Action, pinned: Policy | None, rates: Mapping[str, EditRate], secret: bytes) -> Work:
    """The work on the action's draft before anybody has done anything; what is opened stays as it is from then on."""
    draft = action.proposal.draft
    assert draft is not None, "only an action with a draft is worked on"
    settings = draft_settings(action.proposal.action_type, pinned)
    failing = _failing(action, draft, settings, pinned)
    opened = open_blocks(draft, settings, rates, failing, action_id=action.id, secret=secret)
    return begin(draft, opened)


def _failing(action: Action, draft: Draft, settings: DraftSettings, pinned: Policy | None) -> frozenset[int]:
    path, payload = target_of(draft, settings), action.version.payload
    if pinned is None or path is None or text_at(payload, path) is None:
        return frozenset()
    return failing_blocks(draft, lambda text: frozenset(failing_checks(action, with_text(payload, path, text), pinned)))
