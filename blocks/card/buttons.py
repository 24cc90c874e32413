"""The buttons of an approval card: those that answer while it waits here, Details always, and the menu beside them."""

from blocks.card.menu import card_menu
from blocks.card.status import asks_here
from blocks.card.title import title
from blocks.kit import ids
from blocks.kit.buttons import button, confirm
from blocks.kit.message import Block
from oversight.action.action import Action
from oversight.action.risk import Risk
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.policy import CardHints
from oversight.voting.drafted import approvable


def card_buttons(
    action: Action,
    rung: int,
    token: str,
    hints: CardHints,
    *,
    complete: bool,
    similar: bool = False,
    drafting: Drafting = NO_WORK,
) -> list[Block]:
    """The card's buttons; Approve asks back where the risk is high or where not everything could be shown.

    A draft is edited first of all. It is approved from the card only where nothing in it waits for a person.
    """
    value = ids.button_value(token, action.version.number)
    what = title(action, hints, limit=60)

    def labelled(action_id: str, face: str, *, style: str | None = None) -> Block:
        return button(action_id, face, value, f"{face}: {what}", style=style)

    details = labelled(ids.DETAILS, "Details")
    menu = card_menu(action, rung, token, what)
    if not asks_here(action, rung):
        allow = [labelled(ids.ALLOW_SIMILAR, "Allow similar…")] if similar else []
        return [*allow, details, *menu]
    reject = labelled(ids.REJECT, "Reject", style="danger")
    has_draft = action.proposal.draft is not None
    edit = [labelled(ids.EDIT_DRAFT, "Edit the draft", style="primary")] if has_draft else []
    if not approvable(action, drafting):
        return [*edit, reject, details, *menu]
    approve = labelled(ids.APPROVE, "Approve", style=None if has_draft else "primary")
    if action.route.risk.rank >= Risk.HIGH.rank or not complete:
        approve["confirm"] = _approval_question(action, hints, complete=complete)
    return [*edit, approve, labelled(ids.MODIFY, "Modify"), reject, details, *menu]


def _approval_question(action: Action, hints: CardHints, *, complete: bool) -> Block:
    warnings = [] if complete else ["Not all of the payload is on the card: read Details first."]
    if not action.route.reversible:
        warnings.append("This cannot be undone.")
    question = " ".join([f"{title(action, hints, limit=150)}.", f"{action.route.risk.capitalize()} risk.", *warnings])
    return confirm("Approve this action?", question, "Approve", "Go back")
