"""What Slack is told about a transition: which cards to redraw, what to say in their threads."""

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.event import Event
from oversight.action.event_kind import EventKind
from oversight.action.risk import Risk
from oversight.action.transition import Transition
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import card_id

NOTED = (
    EventKind.STAGE_PASSED,
    EventKind.ESCALATED,
    EventKind.BEGAN_AGAIN,
    EventKind.HELD,
    EventKind.HANDED_OVER,
    EventKind.DEADLINE_EXTENDED,
    EventKind.FALLBACK_ASKED,
    EventKind.REMINDED,
    EventKind.REOPENED,
    EventKind.OUTCOME_REPORTED,
    EventKind.DECIDED,
    EventKind.MODIFIED,
    EventKind.VOTED,
)
"""The facts that get a reply in the card's thread. Where one answer has several of them, only the first in this order
is told."""

IN_NUMBERS = (EventKind.FROZEN, EventKind.THAWED)
"""What happens to many actions at once: their cards are redrawn after everything else was said."""
LAST = len(Risk)


def announcements(step: Transition) -> tuple[Message, ...]:
    """A redraw of every card posted so far, that of the current rung first, then a reply about what happened.

    The reply goes to the thread of the rung where it happened: where an action climbed, that is the rung below. Where
    the action came back to a rung that has a card already, its thread gets the reply, too: a redraw notifies nobody.
    """
    action = step.action
    if action.assignment is None:
        return ()
    here, before = action.assignment.rung, action.assignment.asked_before
    cards = [_message(MessageKind.CARD, action, rung) for rung in dict.fromkeys((here, *reversed(before)))]
    if step.events and all(event.kind in IN_NUMBERS for event in step.events):
        return tuple(replace(card, urgency=LAST) for card in cards[:1])
    noted = [event for event in step.events if event.kind in NOTED]
    if not noted:
        return tuple(cards)
    weightiest = min(noted, key=lambda event: NOTED.index(event.kind))
    happened = here if step.at_rung is None else step.at_rung
    threads = (happened, here) if here in before else (happened,)
    notes = (_message(MessageKind.NOTE, action, rung, weightiest) for rung in dict.fromkeys(threads))
    return (*cards, *notes)


def urgency(action: Action) -> int:
    """0 for critical to 3 for low: what is said first when a channel is busy."""
    return len(Risk) - 1 - action.route.risk.rank


def _message(kind: MessageKind, action: Action, rung: int, event: Event | None = None) -> Message:
    channel = action.route.ladder[rung].channel
    return Message(kind, card_id(action.id, rung), channel, urgency(action), event)
