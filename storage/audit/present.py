"""The state as the database holds it, in the words of the log: to be held against what the log alone leads to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import convert
from sqlalchemy import Connection, Row, Table, select

from oversight.action.decision import Actor, Vote
from oversight.audit.rebuild import Fields, State
from oversight.audit.record import timestamp
from storage.actions.loading import load_actions
from storage.documents.document import read, read_part
from storage.tables.actions import actions, votes
from storage.tables.agents import agent_keys, agents
from storage.tables.halts import halts
from storage.tables.policies import policies
from storage.tables.review import samples
from storage.tables.standing import standing_approvals

AT_A_TIME = 500


def present_state(connection: Connection) -> State:
    """Everything that the log tells of, as it is stored now."""
    return {
        "actions": _actions(connection),
        **{
            kind: {_id(row): _fields(row) for row in connection.execute(select(table))}
            for kind, (table, _id, _fields) in _ROWS.items()
        },
    }


def _actions(connection: Connection) -> dict[str, Fields]:
    """By whole actions: where one is asked depends on its ladder, and so does the stage."""
    found: dict[str, Fields] = {}
    last = ""
    while (
        ids := connection.execute(
            select(actions.c.id).where(actions.c.id > last).order_by(actions.c.id).limit(AT_A_TIME)
        )
        .scalars()
        .all()
    ):
        for action in load_actions(connection, ids):
            by, outcome, deadline = action.decision, action.outcome, action.deadline_at
            found[action.id] = {
                "agent_id": action.agent.id,
                "action_type": action.proposal.action_type,
                "status": str(action.status),
                "revision": action.revision,
                "tier": action.tier,
                "version": action.version.number,
                "payload_digest": action.digest_in_log,
                "policy_hash": action.policy_hash,
                "deadline_at": _at(deadline),
                "stage": action.stage,
                "created_at": _at(action.created_at),
                "idempotency_key": action.idempotency_key,
                "decided_by": by and str(by.decided_by.kind),
                "decider": by and by.decided_by.id,
                "decided_at": by and _at(by.at),
                "outcome": outcome and str(outcome.kind),
                "outcome_at": outcome and _at(outcome.at),
                "severity": outcome and outcome.severity and str(outcome.severity),
                "happened_at": outcome and outcome.happened_at and outcome.happened_at.isoformat(),
            }
        last = ids[-1]
    return found


def _vote(row: Row[Any]) -> Fields:
    return {"vote": row.kind, "at": _at(row.at), "version": read(row.document, Vote).version}


def _halt(row: Row[Any]) -> Fields:
    said = read_part(row.document)
    return {
        "scope": row.scope,
        "began_at": _at(row.began_at),
        "began_by": convert(said["by"], Actor).id,
        "freezes": said["freezes"],
        "ended_at": _at(row.ended_at),
    }


def _standing(row: Row[Any]) -> Fields:
    return {
        "agent_id": row.agent_id,
        "action_type": row.action_type,
        "from_action": row.from_action,
        "granted_at": _at(row.granted_at),
        "granted_by": convert(read_part(row.document)["granted_by"], Actor).id,
        "expires_at": _at(row.expires_at),
        "uses_at_most": row.uses_at_most,
        "uses": row.uses,
        "revoked_at": _at(row.revoked_at),
    }


def _agent(row: Row[Any]) -> Fields:
    return {"name": row.name, "owner": row.owner, "action_types": list(read(row.action_types, tuple[str, ...]))}


def _key(row: Row[Any]) -> Fields:
    return {
        "agent_id": row.agent_id,
        "created_at": _at(row.created_at),
        "ends_at": _at(row.expires_at),
        "revoked_at": _at(row.revoked_at),
    }


def _sample(row: Row[Any]) -> Fields:
    return {
        "action_id": row.action_id,
        "finding": row.finding,
        "reviewed_at": _at(row.reviewed_at),
        "reviewer": read(row.reviewed_by, Actor).id if row.reviewed_by else None,
    }


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else timestamp(moment)


_ROWS: dict[str, tuple[Table, Callable[[Row[Any]], str], Callable[[Row[Any]], Fields]]] = {
    "votes": (votes, lambda row: f"{row.action_id} {row.revision} {row.reviewer_id}", _vote),
    "halts": (halts, lambda row: row.id, _halt),
    "standing approvals": (standing_approvals, lambda row: row.id, _standing),
    "agents": (agents, lambda row: row.id, _agent),
    "keys": (agent_keys, lambda row: row.prefix, _key),
    "samples": (samples, lambda row: row.id, _sample),
    "policies": (policies, lambda row: row.hash, lambda _: {}),
}
