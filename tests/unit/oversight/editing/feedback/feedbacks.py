"""Feedback with defaults: a test names only what it is about."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.action import Version
from oversight.action.decision import Outcome
from oversight.action.status import OutcomeKind, Status
from oversight.editing.feedback.feedback import Feedback, PersonsVerdict
from oversight.editing.feedback.record import record_of
from oversight.exact_json.canonical import sha256
from oversight.policy import CardHints
from tests.builders import NOON, a_person_as_actor, a_proposal, an_action, auto_approved, decided

LATER = NOON + timedelta(minutes=4)
STATUSES = {
    PersonsVerdict.APPROVED: Status.APPROVED,
    PersonsVerdict.MODIFIED: Status.MODIFIED,
    PersonsVerdict.REJECTED: Status.REJECTED,
}


def a_feedback(verdict=PersonsVerdict.APPROVED, *, final=None, note=None, outcome=None, **said):
    """An answer to a refund, with the edited payload where it is one."""
    reasons = {name: said.pop(name) for name in ("reason", "reject_reason") if name in said}
    action = an_action(proposal=a_proposal(**said))
    if verdict in STATUSES:
        if verdict is PersonsVerdict.MODIFIED:
            edited = {"order_id": "4711", "amount": 450} if final is None else final
            action = replace(action, version=Version(2, edited, sha256(edited), a_person_as_actor()))
        action = decided(action, STATUSES[verdict], at=LATER, **reasons)
    else:
        action = auto_approved(action)
    if verdict is PersonsVerdict.ERROR_FOUND:
        outcome = OutcomeKind.ERROR_FOUND
    if outcome is not None:
        action = replace(action, outcome=Outcome(outcome, LATER, note))
    return Feedback(action, verdict, LATER)


def a_record(*args, hints=None, **said):
    """What is written of such an answer."""
    return record_of(a_feedback(*args, **said), hints or CardHints())
