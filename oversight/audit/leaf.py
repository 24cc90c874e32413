"""A fact about an action, and the state that it left behind: format 1. Fields are only ever added, optional.

A leaf carries the payload's digest and never the payload: the log outlives what may be erased.
"""

from datetime import UTC, datetime
from typing import Any

import orjson
from msgspec import UNSET, Struct, UnsetType

from oversight.action.action import Action
from oversight.action.decision import DeciderKind
from oversight.action.event import Event, OutcomeReported, Submitted
from oversight.action.event_details import event_details
from oversight.audit.log.bundles import LONGEST_LEAF
from oversight.audit.record import Record, kept, timestamp
from oversight.exact_json.canonical import canonical, sha256


class StateRecord(Struct, frozen=True, kw_only=True):
    """The action after the fact."""

    status: str
    revision: int
    tier: str
    version: int
    payload_digest: str
    policy_hash: str
    deadline_at: str | None
    stage: str | UnsetType = UNSET
    held: bool | UnsetType = UNSET


class ActionLeaf(Record, frozen=True, kw_only=True):
    """One fact about one action."""

    format = 1
    action_id: str
    action_type: str
    agent_id: str
    rule: str
    reason: str | None
    details: dict[str, Any]
    state: StateRecord


def leaf(event: Event, after: Action) -> bytes:
    """The bytes of the leaf for one event, with the action's state after it.

    Only the details hold numbers that could be written in more than one way, so only they are looked through.
    """
    details, reason = event_details(event), _reason(event, after)
    written = _leaf(event, after, canonical(details), reason)
    if len(written) <= LONGEST_LEAF:
        return written
    left_out = canonical({"left_out": sha256(details)})
    return _leaf(event, after, left_out, kept(reason))


def _reason(event: Event, after: Action) -> str | None:
    """The words behind it; where the action holds what may have to be forgotten, none of the agent's own.

    Nor what anybody wrote of how it went: that is about what happened to the person.
    """
    by_agent = event.actor.kind is DeciderKind.AGENT and not isinstance(event, Submitted)  # that one's are the policy's
    is_prose = by_agent or isinstance(event, OutcomeReported)
    return None if is_prose and after.personal else event.in_words


def _leaf(event: Event, after: Action, details: bytes, reason: str | None) -> bytes:
    deadline = after.deadline_at
    return orjson.dumps(
        {
            "format": ActionLeaf.format,
            "kind": str(event.kind),
            "action_id": event.action_id,
            "action_type": after.proposal.action_type,
            "agent_id": after.agent.id,
            "at": _written(event.at),
            "actor": {"kind": str(event.actor.kind), "id": event.actor.id, "name": event.actor.name},
            "rule": event.rule,
            "reason": reason,
            "details": orjson.Fragment(details),
            "state": {
                "status": str(after.status),
                "revision": after.revision,
                "tier": after.tier,
                "version": after.version.number,
                "payload_digest": after.digest_in_log,
                "policy_hash": after.policy_hash,
                "deadline_at": _written(deadline) if deadline else None,
                **({"stage": after.stage} if after.stage else {}),
                **({"held": True} if after.is_held else {}),
            },
        },
        option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z,
    )


def _written(at: datetime) -> datetime | str:
    """What orjson writes as the :func:`timestamp`: the moment itself, where it has microseconds and is in UTC."""
    return at if at.microsecond and at.tzinfo is UTC else timestamp(at)
