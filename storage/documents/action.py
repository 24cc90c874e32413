"""The documents of an action: what its columns do not say."""

from operator import attrgetter
from typing import Final

from msgspec import Struct
from msgspec.structs import fields

from oversight.action.action import Agent, Proposal
from oversight.action.assignment import Assignment
from oversight.action.decision import Actor
from oversight.action.finished_draft import FinishedDraft
from oversight.action.personal import PersonalValue
from oversight.action.route import Route
from oversight.exact_json.canonical import Json
from storage.documents.document import Document, read_part, write

FORMAT: Final = 2
"""In format 1, spans were numbers."""


class ActionDocument(Struct, frozen=True, omit_defaults=True):
    """What never changes, but where a person's values are erased."""

    format: int
    agent: Agent
    proposal: Proposal
    route: Route
    personal: tuple[PersonalValue, ...] = ()


class VersionDocument(Struct, frozen=True, omit_defaults=True):
    """The payload, and the draft, as a reviewer left it."""

    payload: Json
    edited_by: Actor | None
    draft: FinishedDraft | None = None


COLUMNS = ("rung", "opened_at", "deadline_at", "reminded", "frozen_at")
"""The fields of an assignment that have columns of their own."""
_OTHERS = tuple(field for field in fields(Assignment) if field.name not in COLUMNS)
_NAMES = tuple(field.name for field in _OTHERS)
_values = attrgetter(*_NAMES)
_DEFAULTS = tuple(field.default for field in _OTHERS)


def assignment_text(assignment: Assignment | None) -> str | None:
    """What goes beyond the columns, to be written; None where there is nothing, as before anybody has acted."""
    if assignment is None or (values := _values(assignment)) == _DEFAULTS:
        return None
    return write({name: value for name, value in zip(_NAMES, values, strict=True) if value})


def assignment_extras(text: str | None) -> Document:
    """The fields beyond the columns that were written, by name."""
    return {} if text is None else read_part(text)
