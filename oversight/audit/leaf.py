"""One entry of the audit log: a fact and the state that it left behind, as RFC 8785 bytes.

Format 1. Fields are only ever added, last and optional; a reader that knows fewer still reads the rest. A leaf carries
the payload's digest and never the payload: the log outlives what may be erased.
"""

from datetime import UTC, datetime

import orjson

from oversight.action.action import Action
from oversight.action.event import Event, event_details
from oversight.exact_json.canonical import canonical

FORMAT = 1


def leaf(event: Event, after: Action) -> bytes:
    """The bytes of the leaf for one event, with the action's state after it.

    Only the details hold numbers that could be written in more than one way, so only they are looked through.
    """
    deadline, details = after.deadline_at, event_details(event)
    return orjson.dumps(
        {
            "format": FORMAT,
            "kind": str(event.kind),
            "action_id": event.action_id,
            "action_type": after.proposal.action_type,
            "agent_id": after.agent.id,
            "at": _written(event.at),
            "actor": {"kind": str(event.actor.kind), "id": event.actor.id, "name": event.actor.name},
            "rule": event.rule,
            "reason": event.in_words,
            "details": orjson.Fragment(canonical(details)) if details else details,
            "state": {
                "status": str(after.status),
                "revision": after.revision,
                "tier": after.tier,
                "version": after.version.number,
                "payload_digest": after.version.digest,
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


def timestamp(at: datetime) -> str:
    """UTC with microseconds and a ``Z``: one spelling, so that equal times are equal bytes. Naive times raise."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone is nobody's time")
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    if at.microsecond:  # else orjson, which is five times faster, would leave the microseconds out
        return orjson.dumps(at, option=orjson.OPT_UTC_Z)[1:-1].decode()
    return at.isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"
