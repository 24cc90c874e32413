"""Values as JSON documents and back.

Format 1. Fields are only ever added, last and with a default, so that a document written by an older version is still
read. Control characters are escaped, so that every engine keeps every text.
"""

from datetime import datetime
from typing import Any

import orjson

from oversight.action.action import Agent, Proposal
from oversight.action.decision import Actor, ChangeKind, DeciderKind, Decision, FieldChange, Outcome, Vote, VoteKind
from oversight.action.risk import Risk
from oversight.action.route import Extension, OnTimeout, Pattern, Reason, Route, Shadow, Verdict
from oversight.action.status import OutcomeKind, Status
from storage.documents.draft import draft_of
from storage.documents.rungs import rung_document, rung_of, span_document
from storage.engine.utc import MICROSECOND

Document = dict[str, Any]

read = orjson.loads
NOT_AS_WRITTEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a row raises that is no longer what we wrote: a page that the disk gave back damaged may hold rows."""


def write(document: object) -> str:
    """The document as text. Lone surrogates raise: they are no characters, and no database keeps them."""
    return orjson.dumps(document).decode()


def agent_document(agent: Agent) -> Document:
    """An agent, to be written."""
    return {"id": agent.id, "name": agent.name, "owner": agent.owner, "action_types": agent.action_types}


def agent_of(document: Document) -> Agent:
    """An agent, as it was written."""
    return Agent(document["id"], document["name"], document["owner"], tuple(document["action_types"]))


def proposal_document(proposal: Proposal) -> Document:
    """A proposal, to be written; what was not said is left out."""
    document: Document = {
        "action_type": proposal.action_type,
        "description": proposal.description,
        "payload": proposal.payload,
    }
    for name, said in (
        ("risk_level", proposal.risk_level),
        ("reversible", proposal.reversible),
        ("confidence", proposal.confidence),
        ("reasoning", proposal.reasoning),
        ("draft", None if proposal.draft is None else proposal.draft.to_value()),
        ("on_behalf_of", proposal.on_behalf_of),
    ):
        if said is not None:
            document[name] = said
    for name, mapping in (("signals", proposal.signals), ("context", proposal.context), ("labels", proposal.labels)):
        if mapping:
            document[name] = dict(mapping)
    if proposal.review_timeout is not None:
        document["review_timeout"] = proposal.review_timeout // MICROSECOND
    return document


def proposal_of(document: Document) -> Proposal:
    """A proposal, as it was written."""
    known = dict(document)
    if "risk_level" in known:
        known["risk_level"] = Risk(known["risk_level"])
    if "draft" in known:
        known["draft"] = draft_of(known["draft"])
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
        "ladder": [rung_document(rung) for rung in route.ladder],
        "review_timeout": route.review_timeout // MICROSECOND,
        "known_type": route.known_type,
    }
    if route.shadow is not None:
        document["shadow"] = {"verdict": route.shadow.verdict, "tier": route.shadow.tier}
    if route.on_timeout is not OnTimeout.REJECT:
        document["on_timeout"] = route.on_timeout
    if route.repeat_ladder:
        document["repeat_ladder"] = route.repeat_ladder
    if route.extension is not None:
        document["extension"] = [span_document(route.extension.by), span_document(route.extension.at_most)]
    if route.standing is not None:
        document["standing"] = route.standing
    if route.requesters is not None:
        document["requesters"] = route.requesters
    return document


def route_of(document: Document) -> Route:
    """A route, as it was written."""
    return Route(
        patterns=tuple(map(Pattern, document["patterns"])),
        verdict=Verdict(document["verdict"]),
        risk=Risk(document["risk"]),
        reversible=document["reversible"],
        reasons=tuple(Reason(*reason) for reason in document["reasons"]),
        ladder=tuple(map(rung_of, document["ladder"])),
        review_timeout=document["review_timeout"] * MICROSECOND,
        known_type=document["known_type"],
        shadow=_shadow_of(document.get("shadow")),
        on_timeout=OnTimeout(document.get("on_timeout", OnTimeout.REJECT)),
        repeat_ladder=document.get("repeat_ladder", 0),
        extension=_extension_of(document.get("extension")),
        standing=document.get("standing"),
        requesters=None if document.get("requesters") is None else tuple(document["requesters"]),
    )


def _extension_of(spans: list[int] | None) -> Extension | None:
    return None if spans is None else Extension(*(span * MICROSECOND for span in spans))


def _shadow_of(document: Document | None) -> Shadow | None:
    return None if document is None else Shadow(Verdict(document["verdict"]), document["tier"])


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
        **({"round": vote.round} if vote.round else {}),
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
        document.get("round", 0),
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
