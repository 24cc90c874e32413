"""One move of one action: the new state and the facts that say what happened."""

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import Vote
from oversight.action.event import Event


class Transition(Struct, frozen=True):
    """What a rule decided. Its state, a leaf for each event and the messages are written together or not at all."""

    action: Action
    events: tuple[Event, ...]
    cast: tuple[Vote, ...] = ()
    """The votes that this step adds."""
    at_rung: int | None = None
    """The rung on which it happened; None where that is the one on which the action is now."""
