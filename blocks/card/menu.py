"""What else can be done with a card: one menu beside its buttons, with what is possible now, in words.

An entry says for an action and the rung whose card it is what it would do, or nothing where it cannot be done. A menu
of one would only hide it, so that a single entry is a button.
"""

from collections.abc import Callable
from dataclasses import dataclass

from blocks.card.status import asks_here
from blocks.kit import ids
from blocks.kit.buttons import button
from blocks.kit.limits import ACCESSIBILITY_LABEL, OPTION_TEXT
from blocks.kit.message import Block
from blocks.kit.text import escaped_length, plain
from oversight.action.action import Action
from oversight.action.route import tier_words
from oversight.calendar.duration import duration_words
from oversight.ladder.handing_over import may_be_handed_over
from oversight.ladder.more_time import NOTHING, more_time_left, shown_deadline
from oversight.review.outcome_report import may_report_problem


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One choice; ``words`` are None where it cannot be chosen now."""

    choice: str
    words: Callable[[Action, int], str | None]
    shown: Callable[[Action], str] = lambda _: ""
    """What the choice starts from, where choosing it twice would do it twice."""


def card_menu(action: Action, rung: int, token: str, what: str) -> list[Block]:
    """The menu, as elements for the row of buttons; ``what`` is the action's title, for screen readers."""
    offered = [(entry, words) for entry in ENTRIES if (words := entry.words(action, rung)) is not None]
    if not offered:
        return []

    def value(entry: MenuEntry) -> str:
        return ids.menu_value(entry.choice, token, action.version.number, shown=entry.shown(action))

    if len(offered) == 1:
        entry, words = offered[0]
        label = f"{words}: {what}"
        short = label if escaped_length(label) <= ACCESSIBILITY_LABEL else words
        return [button(ids.CARD_MENU, words, value(entry), short)]
    options = [{"text": plain(words, OPTION_TEXT), "value": value(entry)} for entry, words in offered]
    return [{"type": "overflow", "action_id": ids.CARD_MENU, "options": options}]


def _escalate(action: Action, rung: int) -> str | None:
    above = position.next_up if (position := action.position) and asks_here(action, rung) else None
    return None if above is None else f"Escalate to {tier_words(action.route.ladder[above].tier)}"


def _more_time(action: Action, rung: int) -> str | None:
    more = more_time_left(action) if asks_here(action, rung) else NOTHING
    return f"Give it {duration_words(more)} more" if more else None


def _hand_over(action: Action, rung: int) -> str | None:
    return "Hand over to a colleague…" if asks_here(action, rung) and may_be_handed_over(action) else None


def _report(action: Action, _rung: int) -> str | None:
    return "Report a problem…" if may_report_problem(action) else None


ENTRIES: tuple[MenuEntry, ...] = (
    MenuEntry(ids.HAND_OVER_CHOICE, _hand_over),
    MenuEntry(ids.MORE_TIME_CHOICE, _more_time, shown_deadline),
    MenuEntry(ids.ESCALATE_CHOICE, _escalate),
    MenuEntry(ids.REPORT_CHOICE, _report),
)
"""In the order in which they are shown; Slack takes five."""
