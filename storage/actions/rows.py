"""An action as rows, and rows as an action: the two directions side by side, so that they cannot drift apart."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from oversight.action.action import Action, Version
from oversight.action.assignment import Assignment
from oversight.action.decision import Vote
from oversight.action.status import Status
from oversight.ladder.deadline import due_at
from storage.documents.action import (
    actor_document,
    actor_of,
    agent_document,
    agent_of,
    decision_document,
    decision_of,
    outcome_document,
    outcome_of,
    proposal_document,
    proposal_of,
    read,
    route_document,
    route_of,
    vote_document,
    write,
)
from storage.documents.assignment import assignment_extras, assignment_text
from storage.documents.draft import finished_document, finished_of

Values = tuple[Any, ...]
Moment = Callable[[datetime | None], Any]
"""How the engine at hand keeps a moment: rows that are written in bulk do not go through SQLAlchemy's types."""

FORMAT = 1

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
    document = {
        "format": FORMAT,
        "agent": agent_document(action.agent),
        "proposal": proposal_document(action.proposal),
        "route": route_document(action.route),
    }
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
        write(document),
    )


def moving_values(action: Action, moment: Moment) -> Values:
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
        moment(due_at(action)),
        *((moment(decision.at), str(decision.decided_by.kind)) if decision else (None, None)),
        write(decision_document(decision)) if decision else None,
        *((moment(outcome.at), str(outcome.kind)) if outcome else (None, None)),
        write(outcome_document(outcome)) if outcome else None,
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
            write(vote_document(vote)),
        )
        for index, vote in enumerate(cast)
    ]


def version_values(action: Action) -> list[Values]:
    """The payload, and the draft, as a reviewer left it; nothing while both are still the agent's own."""
    version = action.version
    if version.number == 1:
        return []
    document = {"payload": version.payload, "edited_by": actor_document(version.edited_by)}
    if version.draft is not None:
        document["draft"] = finished_document(version.draft)
    return [(action.id, version.number, version.digest, write(document))]


def _assignment(row: Row[Any]) -> Assignment:
    return Assignment(
        row.rung, row.opened_at, row.deadline_at, row.reminded, row.frozen_at, **assignment_extras(row.watch)
    )


def action_of(row: Row[Any], edited: str | None, votes: tuple[Vote, ...]) -> Action:
    """The action of this row, with the document of its edited version, if any, and its votes."""
    document = read(row.document)
    proposal = proposal_of(document["proposal"])
    version = Version(1, proposal.payload, row.payload_digest)
    if edited is not None:
        written = read(edited)
        by = written["edited_by"] and actor_of(written["edited_by"])
        draft = finished_of(written["draft"]) if "draft" in written else None
        version = Version(row.version, written["payload"], row.payload_digest, by, draft)
    return Action(
        id=row.id,
        agent=agent_of(document["agent"]),
        proposal=proposal,
        route=route_of(document["route"]),
        policy_hash=row.policy_hash,
        created_at=row.created_at,
        version=version,
        status=Status(row.status),
        revision=row.revision,
        assignment=None if row.rung is None else _assignment(row),
        votes=votes,
        decision=decision_of(read(row.decision)) if row.decision else None,
        outcome=outcome_of(read(row.outcome)) if row.outcome else None,
        idempotency_key=row.idempotency_key,
        request_digest=row.request_digest,
    )
