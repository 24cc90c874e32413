"""Drafts in blocks: what the agent is sure of, what it is not, and what only a person can write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NotRequired, TypedDict


class Block(TypedDict):
    """One part of a draft; :func:`confident`, :func:`uncertain` and :func:`placeholder` make one."""

    type: str
    """``confident``, ``uncertain`` or ``placeholder``."""
    content: str
    notes: NotRequired[str]
    """What the person should know about this block."""
    key: NotRequired[str]
    """What the block is in every draft of the type: the bot counts by it how often people edit it."""
    alternatives: NotRequired[Sequence[str]]
    evidence: NotRequired[Sequence[str]]
    """Quotes or links that speak for the text."""


class Draft(TypedDict):
    """A draft that a person finishes."""

    blocks: Sequence[Block]
    target: NotRequired[str]
    """JSON path of the payload's field that gets the final text, where the bot's policy names none."""
    separator: NotRequired[str]
    """What stands between two blocks in the text; else an empty line."""


def confident(content: str, *, key: str | None = None, notes: str | None = None, evidence: Sequence[str] = ()) -> Block:
    """A block that the agent is sure of."""
    return _block("confident", content, key=key, notes=notes, evidence=evidence)


def uncertain(
    content: str,
    *,
    key: str | None = None,
    notes: str | None = None,
    alternatives: Sequence[str] = (),
    evidence: Sequence[str] = (),
) -> Block:
    """A block that a person should look at, perhaps with other texts to choose from."""
    return _block("uncertain", content, key=key, notes=notes, alternatives=alternatives, evidence=evidence)


def placeholder(asked_for: str, *, key: str | None = None, notes: str | None = None) -> Block:
    """A block that a person has to write; what they are asked for is not part of the text."""
    return _block("placeholder", asked_for, key=key, notes=notes)


def _block(kind: str, content: str, **said: Any) -> Block:
    block = Block(type=kind, content=content)
    block.update({name: value for name, value in said.items() if value})  # type: ignore[typeddict-item]
    return block


@dataclass(frozen=True, slots=True)
class FinalBlock:
    """One block of the finished draft, in the final order; dropped ones are listed, too."""

    block: str
    """``b0``, ``b1``… are the agent's blocks in its own order; ``n1``, ``n2``… were added by people."""
    origin: str
    """Whose text it is: ``untouched``, ``agent`` (kept by a person), ``alternative`` or ``human``."""
    source: int | None
    """Its position among the blocks that were sent; None where a person added it."""
    digest: str
    """``sha256:`` and the hex SHA-256 of its text in UTF-8."""
    key: str | None = None
    alternative: int | None = None
    """Which of the alternatives it is, counted from 1."""
    text: str | None = None
    """Only of what a person wrote."""
    dropped: bool = False
    added: bool = False
    moved: bool = False
    by: str | None = None
    """The name of whoever dropped it; else who wrote or chose its text; else who touched it last."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FinishedDraft:
    """The draft as people finished it."""

    text: str
    """The final text; it stands in the payload, too."""
    target: str | None
    provenance: tuple[FinalBlock, ...]
    """Who wrote which part, in the final order."""


def read_draft(said: Mapping[str, Any] | None) -> FinishedDraft | None:
    """The finished draft as the server sent it; None where there is none."""
    if said is None:
        return None
    return FinishedDraft(said["text"], said.get("target"), tuple(map(_final_block, said["provenance"])))


def _final_block(said: Mapping[str, Any]) -> FinalBlock:
    by, at = said.get("by"), said.get("at")
    return FinalBlock(
        block=said["block"],
        origin=said["origin"],
        source=said["source"],
        digest=said["digest"],
        key=said.get("key"),
        alternative=said.get("alternative"),
        text=said.get("text"),
        dropped=said["dropped"],
        added=said["added"],
        moved=said["moved"],
        by=by["name"] if by else None,
        at=datetime.fromisoformat(at) if at else None,
    )
