"""An action as rows, and rows as an action: the two directions side by side, so that they cannot drift apart."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec import convert
from sqlalchemy import Row

from oversight.action.action import Action, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import Decision, Outcome, Vote
from oversight.action.status import Status
from storage.documents.action import (
    COLUMNS,
    FORMAT,
    ActionDocument,
    VersionDocument,
    assignment_extras,
    assignment_text,
)
from storage.documents.document import read, write

Values = tuple[Any, ...]
Moment = Callable[[datetime | None], Any]
"""How the engine at hand keeps a moment: rows that are written in bulk do not go through SQLAlchemy's types."""

FIXED = (
    "id",
    "agent_id",
    "action_type",
    "policy_hash",
    "created_at",
    "confidence",
    "idempotency_key",
    "request_digest",
    "shadow",
    "document",
)
"""Columns that are written once."""

MOVING = (
    "status",
    "revision",
    "version",
    "payload_digest",
    "tier",
    "rung",
    "opened_at",
    "deadline_at",
    "reminded",
    "frozen_at",
    "watch",
    "due_at",
    "decided_at",
    "decider_kind",
    "decision",
    "outcome_at",
    "outcome_kind",
    "outcome",
)
"""Columns that every change writes anew."""

VOTE = ("action_id", "revision", "place", "reviewer_id", "kind", "at", "document")
VERSION = ("action_id", "number", "digest", "document")


def fixed_values(action: Action, moment: Moment) -> Values:
    """The part of the action that never changes, in the order of `FIXED`."""
    return (
        action.id,
        action.agent.id,
        action.proposal.action_type,
        action.policy_hash,
        moment(action.created_at),
        action.proposal.confidence,
        action.idempotency_key,
        action.request_digest,
        action.route.shadow and action.route.shadow.tier,
        write(ActionDocument(FORMAT, action.agent, action.proposal, action.route, action.personal)),
    )


def moving_values(action: Action, due_at: datetime | None, moment: Moment) -> Values:
    """The action's present state, in the order of `MOVING`."""
    assignment, decision, outcome = action.assignment, action.decision, action.outcome
    return (
        str(action.status),
        action.revision,
        action.version.number,
        action.version.digest,
        action.tier,
        *(
            (assignment.rung, moment(assignment.opened_at), moment(assignment.deadline_at), assignment.reminded)
            if assignment
            else (None,) * 4
        ),
        moment(assignment.frozen_at) if assignment else None,
        assignment_text(assignment),
        moment(due_at),
        *((moment(decision.at), str(decision.decided_by.kind)) if decision else (None, None)),
        write(decision) if decision else None,
        *((moment(outcome.at), str(outcome.kind)) if outcome else (None, None)),
        write(outcome) if outcome else None,
    )


def vote_values(action: Action, cast: Sequence[Vote], moment: Moment) -> list[Values]:
    """The votes that this revision of the action adds."""
    return [
        (
            action.id,
            action.revision,
            index,
            vote.reviewer.id,
            str(vote.kind),
            moment(vote.at),
            write(vote),
        )
        for index, vote in enumerate(cast)
    ]


def version_values(action: Action) -> list[Values]:
    """The payload, and the draft, as a reviewer left it; nothing while both are still the agent's own."""
    version = action.version
    if version.number == 1:
        return []
    document = VersionDocument(version.payload, version.edited_by, version.draft)
    return [(action.id, version.number, version.digest, write(document))]


def _assignment(row: Row[Any]) -> Assignment:
    return convert(assignment_extras(row.watch) | {name: getattr(row, name) for name in COLUMNS}, Assignment)


def action_of(row: Row[Any], edited: str | None, votes: tuple[Vote, ...]) -> Action:
    """The action of this row, with the document of its edited version, if any, and its votes."""
    document = read(row.document, ActionDocument)
    version = Version(1, document.proposal.payload, row.payload_digest)
    if edited is not None:
        written = read(edited, VersionDocument)
        version = Version(row.version, written.payload, row.payload_digest, written.edited_by, written.draft)
    return Action(
        id=row.id,
        agent=document.agent,
        proposal=document.proposal,
        route=document.route,
        policy_hash=row.policy_hash,
        created_at=row.created_at,
        version=version,
        status=Status(row.status),
        revision=row.revision,
        assignment=None if row.rung is None else _assignment(row),
        votes=votes,
        decision=read(row.decision, Decision) if row.decision else None,
        outcome=read(row.outcome, Outcome) if row.outcome else None,
        idempotency_key=row.idempotency_key,
        request_digest=row.request_digest,
        personal=document.personal,
    )
