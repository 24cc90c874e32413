"""A past action as a line of a recording: what was proposed, what became of it, and what is known of it now."""

from typing import Any

import orjson

from oversight.action.action import Action
from oversight.action.decision import Decision
from oversight.editing.draft.seen import exported_draft
from oversight.editing.redaction import NO_HINTS, redacted
from oversight.policy import CardHints
from oversight.rehearsal.recorded import Truth, truth_of
from oversight.review.sample import Sample

_SAID = ("risk_level", "reversible", "confidence", "reasoning", "on_behalf_of")
_MAPPINGS = ("signals", "context", "labels")
_HOLDING = ("context", "labels", "draft")
"""What holds values by keys that the policy may name."""


def recording_line(action: Action, sample: Sample | None, hints: CardHints = NO_HINTS) -> bytes:
    """The line, with its end. What these hints redact is ``[redacted]`` in it; without them all is in clear."""
    by = action.decision
    line = {
        "id": action.id,
        **_proposed(action, hints),
        "agent": {"id": action.agent.id, "name": action.agent.name, "owner": action.agent.owner},
        "at": action.created_at,
        "status": action.status,
        "route": {
            "verdict": action.route.verdict,
            "tier": action.tier,
            "rules": [reason.rule for reason in action.route.reasons],
        },
        "decision": by and _decided(by),
        "outcome": action.outcome and {"outcome": action.outcome.kind, "at": action.outcome.at},
        "truth": _truth(truth_of(action, sample)),
    }
    return orjson.dumps(line, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE)


def _decided(by: Decision) -> dict[str, Any]:
    return {"decided_by": by.decided_by.kind, "at": by.at, "rule": by.rule, "reason": by.reason_in_words}


def _proposed(action: Action, hints: CardHints) -> dict[str, Any]:
    """The body that the agent sent, as far as it said anything."""
    proposal = action.proposal
    said = {name: value for name in _SAID if (value := getattr(proposal, name)) is not None}
    if (draft := exported_draft(action, hints)) is not None:
        said["draft"] = draft.to_value()
    said |= {name: dict(value) for name in _MAPPINGS if (value := getattr(proposal, name))}
    said |= {name: redacted(said[name], hints) for name in _HOLDING if name in said}
    if proposal.review_timeout is not None:
        said["review_timeout"] = int(proposal.review_timeout.total_seconds())
    return {
        "action_type": proposal.action_type,
        "description": proposal.description,
        "payload": redacted(proposal.payload, hints),
        **said,
    }


def _truth(truth: Truth | None) -> dict[str, Any] | None:
    if truth is None:
        return None
    return {"correct": truth.correct, "witness": truth.witness, "probability": truth.probability}
