"""A draft as far as cards and windows show it.

The policy may hide the field that gets the text, and with it all that the agent wrote for it; or a part of each block,
by its name, as it hides a key of the payload.
"""

from typing import Final

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.draft import Block, Draft
from oversight.editing.redaction import REDACTED, redacts
from oversight.exact_json.json_path import read_json_path
from oversight.policy import CardHints

_OF_A_BLOCK: Final = ("blocks", 0)
"""Positions in a list hide nothing, so one stands for all."""


def hides_draft(hints: CardHints, target: str | None) -> bool:
    """Whether the text of a draft is hidden: all of its type's arguments, the field that gets it, or its content."""
    into = target is not None and redacts(hints, read_json_path(target))
    return hints.summary_only or into or hides_part(hints, "content")


def hides_part(hints: CardHints, part: str) -> bool:
    """Whether this part of every block is hidden by its name, such as its ``notes``."""
    return redacts(hints, (*_OF_A_BLOCK, part))


def seen_draft(draft: Draft, hints: CardHints, target: str | None) -> Draft:
    """The same blocks without what is hidden of them; ``target`` is the field that gets the text."""
    if hides_draft(hints, target):
        hides_keys = hints.summary_only or hides_part(hints, "key")
        blocks = (Block(block.type, REDACTED, key=None if hides_keys else block.key) for block in draft.blocks)
        return replace(draft, blocks=tuple(blocks))
    if not hints.redact:
        return draft
    return replace(draft, blocks=tuple(_seen(block, hints) for block in draft.blocks))


def exported_draft(action: Action, hints: CardHints) -> Draft | None:
    """The agent's draft for a file that leaves the house: without its text where the field that gets it is hidden.

    Parts that are hidden by their name stay, for whoever masks the whole line by such names.
    """
    draft, finished = action.proposal.draft, action.version.draft
    if draft is None:
        return None
    target = draft.target if finished is None else finished.target
    return seen_draft(draft, hints, target) if hides_draft(hints.opened, target) else draft


def _seen(block: Block, hints: CardHints) -> Block:
    is_noted = block.notes is not None and hides_part(hints, "notes")
    return replace(
        block,
        notes=REDACTED if is_noted else block.notes,
        key=None if hides_part(hints, "key") else block.key,
        alternatives=() if hides_part(hints, "alternatives") else block.alternatives,
        evidence=(REDACTED,) * len(block.evidence) if hides_part(hints, "evidence") else block.evidence,
    )
