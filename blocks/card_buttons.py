"""The buttons of an approval card: all of them while it waits here, Details alone afterwards."""

from blocks import ids
from blocks.buttons import button, confirm
from blocks.letter import Block
from blocks.limits import ACCESSIBILITY_LABEL
from blocks.status import is_escalated_away
from blocks.text import escaped_length
from blocks.title import title
from oversight.action import Action
from oversight.policy import CardHints
from oversight.risk import Risk
from oversight.route import tier_words


def card_buttons(action: Action, rung: int, token: str, hints: CardHints, *, complete: bool) -> list[Block]:
    """The card's buttons; Approve asks back where the risk is high or where not everything could be shown."""
    value = ids.button_value(token, action.version.number)
    what = title(action, hints, limit=60)

    def labelled(action_id: str, face: str, *, style: str | None = None, label: str | None = None) -> Block:
        label = label or f"{face}: {what}"
        return button(action_id, face, value, label, style=style)

    details = labelled(ids.DETAILS, "Details")
    if action.status.is_final or is_escalated_away(action, rung):
        return [details]
    approve = labelled(ids.APPROVE, "Approve", style="primary")
    if action.route.risk.rank >= Risk.HIGH.rank or not complete:
        approve["confirm"] = _approval_question(action, hints, complete=complete)
    made = [
        approve,
        labelled(ids.MODIFY, "Modify"),
        labelled(ids.REJECT, "Reject", style="danger"),
    ]
    if rung + 1 < len(action.route.ladder):
        higher = tier_words(action.route.ladder[rung + 1].tier)
        label = f"Escalate to {higher}: {what}"
        short = label if escaped_length(label) <= ACCESSIBILITY_LABEL else f"Escalate: {what}"
        made.append(labelled(ids.ESCALATE, "Escalate", label=short))
    return [*made, details]


def _approval_question(action: Action, hints: CardHints, *, complete: bool) -> Block:
    warnings = [] if complete else ["Not all of the payload is on the card: read Details first."]
    if not action.route.reversible:
        warnings.append("This cannot be undone.")
    question = " ".join([f"{title(action, hints, limit=150)}.", f"Risk {action.route.risk}.", *warnings])
    return confirm("Approve this action?", question, "Approve", "Go back")
