"""The buttons of an approval card: those that answer while it waits here, Details always, and the menu beside them."""

from blocks.card.menu import card_menu
from blocks.card.status import asks_here
from blocks.card.title import title
from blocks.kit import ids
from blocks.kit.buttons import button, confirm
from blocks.kit.message import Block
from oversight.action.action import Action
from oversight.action.risk import Risk
from oversight.policy import CardHints


def card_buttons(
    action: Action, rung: int, token: str, hints: CardHints, *, complete: bool, similar: bool = False
) -> list[Block]:
    """The card's buttons; Approve asks back where the risk is high or where not everything could be shown."""
    value = ids.button_value(token, action.version.number)
    what = title(action, hints, limit=60)

    def labelled(action_id: str, face: str, *, style: str | None = None) -> Block:
        return button(action_id, face, value, f"{face}: {what}", style=style)

    details = labelled(ids.DETAILS, "Details")
    menu = card_menu(action, rung, token, what)
    if not asks_here(action, rung):
        allow = [labelled(ids.ALLOW_SIMILAR, "Allow similar…")] if similar else []
        return [*allow, details, *menu]
    approve = labelled(ids.APPROVE, "Approve", style="primary")
    if action.route.risk.rank >= Risk.HIGH.rank or not complete:
        approve["confirm"] = _approval_question(action, hints, complete=complete)
    modify, reject = labelled(ids.MODIFY, "Modify"), labelled(ids.REJECT, "Reject", style="danger")
    return [approve, modify, reject, details, *menu]


def _approval_question(action: Action, hints: CardHints, *, complete: bool) -> Block:
    warnings = [] if complete else ["Not all of the payload is on the card: read Details first."]
    if not action.route.reversible:
        warnings.append("This cannot be undone.")
    question = " ".join([f"{title(action, hints, limit=150)}.", f"{action.route.risk.capitalize()} risk.", *warnings])
    return confirm("Approve this action?", question, "Approve", "Go back")
