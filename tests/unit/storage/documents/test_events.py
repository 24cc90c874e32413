"""Events as documents: what an older version wrote is read as what it meant, and every kind survives the round trip."""

import pytest

from oversight.action.event import EVENTS, BeganAgain, DeadlineExtended, Escalated, Held, Reminded, Reopened
from oversight.action.event_details import event_details
from oversight.action.event_kind import EventKind
from oversight.action.rule import Rule
from storage.documents.document import NOT_AS_WRITTEN, read, write
from storage.documents.events import event_document, event_of
from tests.builders import NOON, an_action, an_event

CLOCK = {"kind": "timeout", "id": "clock", "name": "the clock"}


def an_old(kind, rule, reason, details):
    """The text of an event as versions before Format 1 had a record for each kind wrote it."""
    told = {"kind": kind, "action_id": "act_1", "at": NOON.isoformat(), "actor": CLOCK, "rule": rule, "reason": reason}
    return event_of(read(write(told | {"details": details}), dict))


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_a_record_and_survives_the_round_trip(kind):
    event = an_event(an_action(), kind, reason="Because")
    assert type(event) is EVENTS[kind]
    assert event_of(read(write(event_document(event)), dict)) == event


def test_a_document_has_the_form_that_it_had():
    event = an_event(an_action(), EventKind.ESCALATED)
    document = event_document(event)
    assert list(document) == ["kind", "action_id", "at", "actor", "rule", "reason", "details"]
    assert document["details"] == {"from": "team_member", "to": "team_lead"}


def test_what_has_its_default_is_left_out_of_the_details():
    assert event_details(an_event(an_action(), EventKind.VOTED)) == {"vote": "approve", "shown": "sha256:5"}
    assert event_details(an_event(an_action(), EventKind.DECIDED)) == {}


def test_a_ladder_that_began_again_was_an_escalation_by_its_rule():
    told = {"from": "executive", "to": "team_member", "round": 2}
    event = an_old("action.escalated", "repeat_ladder", "Nobody answered", told)
    assert isinstance(event, BeganAgain)
    assert (event.from_tier, event.to_tier, event.round) == ("executive", "team_member", 2)
    plain = an_old("action.escalated", "escalate_after", "Nobody answered", {"from": "a", "to": "b"})
    assert isinstance(plain, Escalated)


def test_what_was_held_and_asked_anew_was_a_reminder_by_its_rule():
    event = an_old("action.reminded", "somebody_there", "Somebody is there now", {"tier": "team_lead"})
    assert (type(event), event.rule) == (Reopened, Rule.SOMEBODY_THERE)
    assert isinstance(an_old("action.reminded", "remind_after", "Still waiting", {}), Reminded)


def test_the_reason_of_what_was_held_ended_with_what_follows():
    whole = "Nobody decided within 2 hours. It is held until somebody answers."
    event = an_old("action.held", "review_timeout", whole, {"tier": "team_lead"})
    assert isinstance(event, Held)
    assert (event.reason, event.in_words) == ("Nobody decided within 2 hours", whole)


def test_a_moment_in_the_details_is_a_moment_again():
    told = {"tier": "team_lead", "seconds": 60, "until": NOON.isoformat()}
    event = an_old("action.deadline_extended", "extension", "Lea gave it 1 minute more", told)
    assert isinstance(event, DeadlineExtended)
    assert event.until == NOON


@pytest.mark.parametrize("details", [{}, {"tier": "a", "seconds": "many", "until": NOON.isoformat()}])
def test_a_damaged_event_is_known_for_one(details):
    with pytest.raises(NOT_AS_WRITTEN):
        an_old("action.deadline_extended", "extension", None, details)
