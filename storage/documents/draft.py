"""Drafts of older versions."""

from msgspec import ValidationError, convert

from oversight.action.draft import Block, BlockType, Draft
from oversight.exact_json.canonical import Json, canonical


def draft_of(document: Json) -> Draft:
    """A draft, as it was written. Before drafts had blocks any JSON was taken: it is one block that a person reads."""
    try:
        return convert(document, Draft)
    except ValidationError:
        text = document if isinstance(document, str) else canonical(document).decode()
        return Draft((Block(BlockType.UNCERTAIN, text),))
