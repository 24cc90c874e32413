"""Whether a draft can be taken at all: what the policy of its type and its payload make of it."""

from collections.abc import Iterator

from oversight.action.action import Proposal
from oversight.action.draft import BlockType, Draft
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.editing.draft.seen import hides_part
from oversight.editing.draft.target import target_of, text_at
from oversight.editing.redaction import redacts
from oversight.exact_json.json_path import json_path
from oversight.policy import ActionType
from oversight.policy.draft_settings import NO_DRAFTING, DraftSettings


def refuse_draft(proposal: Proposal, known: ActionType | None) -> Refusal | None:
    """Why nobody could finish this draft, or nothing to object; ``known`` is what the policy says of its type."""
    if proposal.draft is None:
        return None
    settings = (known and known.draft) or NO_DRAFTING
    faults = (*_placeholders(proposal, known), *_target_faults(proposal.draft, proposal, known, settings))
    if not faults:
        return None
    return Refusal(
        RefusalCode.INVALID_DRAFT,
        f"Nobody could finish this draft of {proposal.action_type}. Fix it and propose again.",
        faults,
    )


def _placeholders(proposal: Proposal, known: ActionType | None) -> Iterator[Detail]:
    if proposal.draft is None or (known is not None and known.draft is not None):
        return
    for at, block in enumerate(proposal.draft.blocks):
        if block.type is BlockType.PLACEHOLDER:
            words = f"{proposal.action_type} has no drafting in the policy, so nobody is asked to fill a placeholder"
            yield Detail(words, f"$.blocks[{at}]")


def _target_faults(
    draft: Draft, proposal: Proposal, known: ActionType | None, settings: DraftSettings
) -> Iterator[Detail]:
    path = target_of(draft, settings)
    if path is None:
        yield Detail("name the field of the payload that gets the final text, such as $.body", "$.target")
        return
    if settings.target and draft.target and settings.target != draft.target:
        yield Detail(f"the policy puts the text of these into {settings.target}; leave target out", "$.target")
    elif text_at(proposal.payload, path) is None:
        yield Detail(f"the payload has no place for a text at {json_path(path)}", "$.target")
    elif known is not None and redacts(known.card, path):
        yield Detail("the policy keeps this field off every card, so no person could read the text", "$.target")
    elif known is not None and hides_part(known.card, "content"):
        yield Detail("the policy keeps content off every card, so no person could read the text", "$.blocks")
