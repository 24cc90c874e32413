"""Values as JSON documents and back.

Format 1. Fields are only ever added, last and with a default, so that a document written by an older version is still
read. Control characters are escaped, so that every engine keeps every text.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson

from oversight.action import Agent, Proposal
from oversight.decision import Actor, ChangeKind, DeciderKind, Decision, FieldChange, Outcome, Vote, VoteKind
from oversight.event import Event, EventKind
from oversight.lifecycle import OutcomeKind, Status
from oversight.risk import Risk
from oversight.route import Pattern, Reason, Route, Rung, Shadow, Verdict
from storage.calendar_documents import hours_document, hours_of, roster_document, roster_of
from storage.utc import MICROSECOND

Document = dict[str, Any]

read = orjson.loads


def write(document: object) -> str:
    """The document as text. Lone surrogates raise: they are no characters, and no database keeps them."""
    return orjson.dumps(document).decode()


def agent_document(agent: Agent) -> Document:
    """An agent, to be written."""
    return {"id": agent.id, "name": agent.name, "owner": agent.owner, "action_types": agent.action_types}


def agent_of(document: Document) -> Agent:
    """An agent, as it was written."""
    return Agent(document["id"], document["name"], document["owner"], tuple(document["action_types"]))


_SAID = ("risk_level", "reversible", "confidence", "reasoning", "draft", "on_behalf_of")
_MAPPINGS = ("signals", "context", "labels")


def proposal_document(proposal: Proposal) -> Document:
    """A proposal, to be written; what was not said is left out."""
    document: Document = {
        "action_type": proposal.action_type,
        "description": proposal.description,
        "payload": proposal.payload,
    }
    for name in _SAID:
        value = getattr(proposal, name)
        if value is not None:
            document[name] = value
    for name in _MAPPINGS:
        mapping = getattr(proposal, name)
        if mapping:
            document[name] = mapping if type(mapping) is dict else dict(mapping)
    if proposal.review_timeout is not None:
        document["review_timeout"] = proposal.review_timeout // MICROSECOND
    return document


def proposal_of(document: Document) -> Proposal:
    """A proposal, as it was written."""
    known = dict(document)
    if "risk_level" in known:
        known["risk_level"] = Risk(known["risk_level"])
    if "review_timeout" in known:
        known["review_timeout"] = known["review_timeout"] * MICROSECOND
    return Proposal(**known)


def route_document(route: Route) -> Document:
    """A route, to be written."""
    document: Document = {
        "patterns": route.patterns,
        "verdict": route.verdict,
        "risk": route.risk,
        "reversible": route.reversible,
        "reasons": [(reason.rule, reason.text) for reason in route.reasons],
        "ladder": [_rung_document(rung) for rung in route.ladder],
        "review_timeout": route.review_timeout // MICROSECOND,
        "known_type": route.known_type,
    }
    if route.shadow is not None:
        document["shadow"] = {"verdict": route.shadow.verdict, "tier": route.shadow.tier}
    return document


IN_SHADOW = '"shadow":{"verdict":'
"""What stands in the text of every route in shadow; an agent may have written it too, so a reader looks again."""


def route_of(document: Document) -> Route:
    """A route, as it was written."""
    return Route(
        patterns=tuple(map(Pattern, document["patterns"])),
        verdict=Verdict(document["verdict"]),
        risk=Risk(document["risk"]),
        reversible=document["reversible"],
        reasons=tuple(Reason(*reason) for reason in document["reasons"]),
        ladder=tuple(map(_rung_of, document["ladder"])),
        review_timeout=document["review_timeout"] * MICROSECOND,
        known_type=document["known_type"],
        shadow=_shadow_of(document.get("shadow")),
    )


def _shadow_of(document: Document | None) -> Shadow | None:
    return None if document is None else Shadow(Verdict(document["verdict"]), document["tier"])


@lru_cache(100)
def _rung_document(rung: Rung) -> Document:
    # The ladders of one policy are the same for every action; what is kept here is only ever written out.
    document: Document = {
        "tier": rung.tier,
        "channel": rung.channel,
        "reviewers": rung.reviewers,
        "approvals_required": rung.approvals_required,
        "modified_needs_second": rung.modified_needs_second,
        "remind_after": _span(rung.remind_after),
        "escalate_after": _span(rung.escalate_after),
    }
    if rung.hours is not None:
        document["hours"] = hours_document(rung.hours)
    if rung.roster is not None:
        document["roster"] = roster_document(rung.roster)
    return document


def _rung_of(document: Document) -> Rung:
    hours, roster = document.get("hours"), document.get("roster")
    return Rung(
        tier=document["tier"],
        channel=document["channel"],
        reviewers=tuple(document["reviewers"]),
        approvals_required=document["approvals_required"],
        modified_needs_second=document["modified_needs_second"],
        remind_after=_span_of(document["remind_after"]),
        escalate_after=_span_of(document["escalate_after"]),
        hours=None if hours is None else hours_of(hours),
        roster=None if roster is None else roster_of(roster),
    )


def actor_document(actor: Actor | None) -> Document | None:
    """Who did something, to be written."""
    return None if actor is None else {"kind": actor.kind, "id": actor.id, "name": actor.name}


def actor_of(document: Document) -> Actor:
    """Who did something, as it was written."""
    return Actor(DeciderKind(document["kind"]), document["id"], document["name"])


def vote_document(vote: Vote) -> Document:
    """A vote, to be written."""
    return {
        "kind": vote.kind,
        "reviewer": actor_document(vote.reviewer),
        "version": vote.version,
        "rung": vote.rung,
        "at": vote.at.isoformat(),
        "reason": vote.reason,
    }


def vote_of(document: Document) -> Vote:
    """A vote, as it was written."""
    return Vote(
        VoteKind(document["kind"]),
        actor_of(document["reviewer"]),
        document["version"],
        document["rung"],
        datetime.fromisoformat(document["at"]),
        document["reason"],
    )


def decision_document(decision: Decision) -> Document:
    """A decision, to be written."""
    return {
        "status": decision.status,
        "decided_by": actor_document(decision.decided_by),
        "at": decision.at.isoformat(),
        "rule": decision.rule,
        "reason": decision.reason,
        "modified_payload": decision.modified_payload,
        "changes": [(change.path, change.before, change.after, change.kind) for change in decision.changes],
        "together_with": [actor_document(actor) for actor in decision.together_with],
    }


def decision_of(document: Document) -> Decision:
    """A decision, as it was written."""
    return Decision(
        status=Status(document["status"]),
        decided_by=actor_of(document["decided_by"]),
        at=datetime.fromisoformat(document["at"]),
        rule=document["rule"],
        reason=document["reason"],
        modified_payload=document["modified_payload"],
        changes=tuple(
            FieldChange(path, before, after, ChangeKind(kind)) for path, before, after, kind in document["changes"]
        ),
        together_with=tuple(map(actor_of, document.get("together_with", ()))),
    )


def outcome_document(outcome: Outcome) -> Document:
    """An outcome, to be written."""
    noticed = outcome.detected_at
    return {
        "kind": outcome.kind,
        "at": outcome.at.isoformat(),
        "note": outcome.note,
        "detected_at": noticed and noticed.isoformat(),
    }


def outcome_of(document: Document) -> Outcome:
    """An outcome, as it was written."""
    noticed = document["detected_at"]
    return Outcome(
        OutcomeKind(document["kind"]),
        datetime.fromisoformat(document["at"]),
        document["note"],
        noticed and datetime.fromisoformat(noticed),
    )


def event_document(event: Event) -> Document:
    """An event, to be written."""
    return {
        "kind": event.kind,
        "action_id": event.action_id,
        "at": event.at.isoformat(),
        "actor": actor_document(event.actor),
        "rule": event.rule,
        "reason": event.reason,
        "details": dict(event.details),
    }


def event_of(document: Document) -> Event:
    """An event, as it was written."""
    details: Mapping[str, Any] = document["details"]
    return Event(
        EventKind(document["kind"]),
        document["action_id"],
        datetime.fromisoformat(document["at"]),
        actor_of(document["actor"]),
        document["rule"],
        document["reason"],
        details,
    )


def _span(span: timedelta | None) -> int | None:
    return None if span is None else span // MICROSECOND


def _span_of(microseconds: int | None) -> timedelta | None:
    return None if microseconds is None else microseconds * MICROSECOND
