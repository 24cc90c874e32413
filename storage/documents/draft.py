"""Drafts as JSON documents and back, straight from their types. Fields are only ever added, last and with a default."""

from typing import Any

from msgspec import ValidationError, convert, to_builtins

from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import FinishedDraft
from oversight.exact_json.canonical import Json, canonical


def draft_of(document: Json) -> Draft:
    """A draft, as it was written. Before drafts had blocks any JSON was taken: it is one block that a person reads."""
    try:
        return convert(document, Draft)
    except ValidationError:
        text = document if isinstance(document, str) else canonical(document).decode()
        return Draft((Block(BlockType.UNCERTAIN, text),))


def finished_document(finished: FinishedDraft) -> dict[str, Any]:
    """A finished draft, to be written."""
    document: dict[str, Any] = to_builtins(finished)
    return document


def finished_of(document: Json) -> FinishedDraft:
    """A finished draft, as it was written."""
    return convert(document, FinishedDraft)
