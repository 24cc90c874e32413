"""A click on a card that is not what it was: decided already, edited since, or handed to others."""

from oversight.action.action import Action
from oversight.action.decision_words import decided_words
from oversight.action.position import Position
from oversight.action.refusal import Refusal, RefusalCode


def asked_on(action: Action, *, rung: int) -> Position | Refusal:
    """Where the action waits, if it is on this rung; or the refusal for who acts on the card of another one."""
    position = action.position
    if position is None or rung != position.assignment.rung:
        return Refusal(
            RefusalCode.STALE_CARD,
            f"This was handed to {action.asked_words}. Decide it on the card there.",
        )
    return position


def asked_about(action: Action, *, version: int, rung: int) -> Position | Refusal:
    """Where the action waits, if it is on this rung and has this version; or the refusal for who saw another card."""
    if version != action.version.number:
        return Refusal(
            RefusalCode.STALE_CARD,
            "The payload was edited after you saw it. Look at the new version on the card, then decide.",
        )
    return asked_on(action, rung=rung)


def refuse_late(action: Action) -> Refusal | None:
    """The refusal of a click that comes too late, which says who decided what; None while nothing is decided."""
    if action.decision is None:
        return None
    return Refusal(RefusalCode.ALREADY_DECIDED, f"{decided_words(action.decision)}.")
