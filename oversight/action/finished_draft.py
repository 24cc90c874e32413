"""A draft as people finished it: the final text, and who wrote which part of it."""

import hashlib
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.json import decode, encode

from oversight.action.decision import Actor
from oversight.exact_json.canonical import sha256


class Origin(StrEnum):
    """Whose text a block is in the end."""

    UNTOUCHED = "untouched"
    """The agent's, and nobody did anything to it."""
    AGENT = "agent"
    """The agent's, and a person kept or restored it."""
    ALTERNATIVE = "alternative"
    """One of the agent's alternatives, which a person chose."""
    HUMAN = "human"


class FinalBlock(Struct, frozen=True, omit_defaults=True):
    """One block of the finished draft, in the final order; dropped ones are listed, too."""

    block: str
    """``b0``, ``b1``… the agent's blocks in their order; ``n1``, ``n2``… those that people added."""
    origin: Origin
    digest: str
    """``sha256:`` and the hex SHA-256 of its text in UTF-8."""
    source: int | None = None
    """Its position in the agent's draft; None where a person added it."""
    key: str | None = None
    alternative: int | None = None
    """Which of the agent's alternatives it is, counted from 1."""
    text: str | None = None
    """Only of what a person wrote: all else stands in the agent's draft."""
    dropped: bool = False
    moved: bool = False
    opened: bool = False
    """Whether it was opened for the person; only such blocks teach anything."""
    by: Actor | None = None
    """Who dropped it; else who wrote or chose its text; else, where that is the agent's, who touched it last."""
    at: datetime | None = None
    mover: Actor | None = None
    """Who moved it, where it is moved."""

    @property
    def added(self) -> bool:
        """Whether a person added it."""
        return self.source is None


class SpotCheck(Struct, frozen=True):
    """What the person found in the confident block that was opened as a check."""

    block: str
    found: bool
    """True where they changed or dropped it; False where they said that it looks right."""
    by: Actor
    at: datetime


class Coverage(StrEnum):
    """The answer about one point that the policy wants covered."""

    THERE = "there"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class Covered(Struct, frozen=True):
    """One point that the policy wants covered, and what a person said of it."""

    point: str
    answer: Coverage
    by: Actor
    at: datetime


class FinishedDraft(Struct, frozen=True, omit_defaults=True):
    """What goes back to the agent beside the payload."""

    text: str
    provenance: tuple[FinalBlock, ...]
    target: str | None = None
    spot_check: SpotCheck | None = None
    covered: tuple[Covered, ...] = ()

    @property
    def digest(self) -> str:
        """Of everything in it, who and when included: what is stored can be checked by the one in the audit log."""
        return sha256(decode(encode(self)))


def text_digest(text: str) -> str:
    """``sha256:`` and the hex SHA-256 of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
