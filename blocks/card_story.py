"""The card without blocks: all that a screen reader or a notification gets, so it has to carry the whole decision."""

from blocks.card_sections import UNVERIFIED, own_words, reasons, unknown_type_words
from blocks.changes import change_lines, edited_words
from blocks.decision_lines import decision_details
from blocks.limits import FALLBACK_CHARACTERS
from blocks.payload import PayloadView
from blocks.rich_text import date_words
from blocks.status import (
    STANDS_STILL,
    approvals_words,
    decide_there_words,
    is_escalated_away,
    is_frozen,
    status_line,
)
from blocks.text import escape, shorten, shown
from blocks.title import title
from oversight.action import Action
from oversight.payload_changes import payload_changes
from oversight.policy import CardHints

PAYLOAD = 1_200
WORDS = 400


def card_story(action: Action, rung: int, hints: CardHints, view: PayloadView) -> str:
    """Status, verb and values, agent, risk, reasons, decision, deadline: the most decisive first."""
    risk = f"risk {action.route.risk}, {'can' if action.route.reversible else 'cannot'} be undone"
    said = [f"{status_line(action, rung)}: {title(action, hints)}", *(each.words for each in decision_details(action))]
    by = f"Agent {shorten(shown(action.agent.name), 120)}"
    if action.proposal.on_behalf_of:
        by += f", it says on behalf of {shorten(shown(action.proposal.on_behalf_of), 120)}"
    said.append(f"{by}; {risk}")
    if not action.route.known_type:
        said.append(unknown_type_words(action))
    if action.watch is not None and not action.status.is_final:
        until = STANDS_STILL if is_frozen(action) else f"Expires {date_words(action.watch.deadline_at)}"
        said.append(f"{until}; {approvals_words(action)}")
        if is_escalated_away(action, rung):
            said.append(decide_there_words(action))
    said.append("Why it is here: " + "; ".join(reasons(action)))
    if action.version.number > 1:
        made = payload_changes(action.original_payload, action.version.payload)
        said.append(" ".join([edited_words(action), "; ".join(change_lines(made[:4], hints, limit=60))]))
    said.append(f"Payload: {shorten(view.words, PAYLOAD, '… (more on the card and under Details)')}")
    if view.missing:
        said.append(view.missing)
    said.append(f"{UNVERIFIED}: “{own_words(action.proposal.description, WORDS)}”")
    return escape(shorten("\n".join(said), FALLBACK_CHARACTERS))
