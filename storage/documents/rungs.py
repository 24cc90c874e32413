"""The rungs of a ladder as JSON documents and back; see :mod:`storage.documents.action` for the format."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from oversight.action.route import Rung
from storage.documents.calendar import hours_document, hours_of, roster_document, roster_of
from storage.engine.utc import MICROSECOND

Document = dict[str, Any]


@lru_cache(100)
def rung_document(rung: Rung) -> Document:
    """A rung, to be written; what it does not say is left out."""
    # The ladders of one policy are the same for every action; what is kept here is only ever written out.
    document: Document = {
        "tier": rung.tier,
        "channel": rung.channel,
        "reviewers": rung.reviewers,
        "approvals_required": rung.approvals_required,
        "modified_needs_second": rung.modified_needs_second,
        "remind_after": span_document(rung.remind_after),
        "escalate_after": span_document(rung.escalate_after),
    }
    if rung.hours is not None:
        document["hours"] = hours_document(rung.hours)
    if rung.roster is not None:
        document["roster"] = roster_document(rung.roster)
    if rung.stage is not None:
        document["stage"] = rung.stage
    if rung.fallback:
        document |= {"fallback": rung.fallback, "fallback_after": span_document(rung.fallback_after)}
    if rung.remind_every is not None or rung.remind_at_most != 1:
        document |= {"remind_every": span_document(rung.remind_every), "remind_at_most": rung.remind_at_most}
    if rung.disagreement_climbs:
        document["disagreement_climbs"] = True
    return document


def rung_of(document: Document) -> Rung:
    """A rung, as it was written."""
    hours, roster = document.get("hours"), document.get("roster")
    return Rung(
        tier=document["tier"],
        channel=document["channel"],
        reviewers=tuple(document["reviewers"]),
        approvals_required=document["approvals_required"],
        modified_needs_second=document["modified_needs_second"],
        remind_after=span_of(document["remind_after"]),
        escalate_after=span_of(document["escalate_after"]),
        hours=None if hours is None else hours_of(hours),
        roster=None if roster is None else roster_of(roster),
        stage=document.get("stage"),
        fallback=tuple(document.get("fallback", ())),
        fallback_after=span_of(document.get("fallback_after")),
        remind_every=span_of(document.get("remind_every")),
        remind_at_most=document.get("remind_at_most", 1),
        disagreement_climbs=document.get("disagreement_climbs", False),
    )


def span_document(span: timedelta | None) -> int | None:
    """A span in microseconds, to be written."""
    return None if span is None else span // MICROSECOND


def span_of(microseconds: int | None) -> timedelta | None:
    """A span, as it was written."""
    return None if microseconds is None else microseconds * MICROSECOND
