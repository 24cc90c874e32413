"""The card without blocks: all that a screen reader or a notification gets, so it has to carry the whole decision."""

from collections.abc import Sequence

from blocks.card.also_asked import also_asked_mrkdwn
from blocks.card.deadline import deadline
from blocks.card.decision_lines import decision_details
from blocks.card.sections import UNVERIFIED, own_words, reasons, requester_doubt, unknown_type_words
from blocks.card.stages import is_staged, stages_words
from blocks.card.status import approvals_words, decide_there_words, is_elsewhere, status_line
from blocks.card.title import title
from blocks.kit.limits import FALLBACK_CHARACTERS
from blocks.kit.text import escape, shorten, shown
from blocks.payload.changes import change_lines, edited_words
from blocks.payload.payload import PayloadView
from blocks.payload.withheld import WORDS as WITHHELD
from oversight.action.action import Action
from oversight.editing.changes import payload_changes
from oversight.policy import CardHints

HEAD = 600
PAYLOAD = 1_200
WORDS = 400


def fallback_text(action: Action, rung: int, hints: CardHints, view: PayloadView, warned: Sequence[str]) -> str:
    """Status, verb and values, agent, risk, reasons, decision, deadline: the most decisive first."""
    risk = f"risk {action.route.risk}, {'can' if action.route.reversible else 'cannot'} be undone"
    head = escape(shorten(f"{status_line(action, rung)}: {title(action, hints)}", HEAD))
    said = [decision_detail.words for decision_detail in decision_details(action, hints)]
    by = f"Agent {shorten(shown(action.agent.name), 120)}"
    if action.proposal.on_behalf_of:
        by += f", it says on behalf of {shorten(shown(action.proposal.on_behalf_of), 120)}"
    said.append(f"{by}; {risk}")
    if (doubt := requester_doubt(action)) is not None:
        said.append(doubt)
    if not action.route.known_type:
        said.append(unknown_type_words(action))
    if (until := deadline(action)) is not None:
        when = until.words[:1].upper() + until.words[1:]
        said.append(f"{when}; {approvals_words(action)}")
        if is_staged(action):
            said.append(f"Stages: {stages_words(action)}")
        if is_elsewhere(action, rung):
            said.append(decide_there_words(action, rung))
    said.append("Why it is here: " + "; ".join(reasons(action)))
    if action.version.number > 1:
        made = payload_changes(action.original_payload, action.version.payload)
        said.append(" ".join([edited_words(action, made, hints), "; ".join(change_lines(made[:4], hints, limit=60))]))
    if not view.is_withheld:
        said.append(f"Payload: {shorten(view.words, PAYLOAD, '… (more on the card and under Details)')}")
    if view.missing:
        said.append(view.missing)
    said += warned
    words = WITHHELD if hints.summary_only else f"“{own_words(action.proposal.description, WORDS)}”"
    said.append(f"{UNVERIFIED}: {words}")
    top = "\n".join([head, *also_asked_mrkdwn(action)])
    rest = escape(shorten("\n".join(said), FALLBACK_CHARACTERS - len(top) - 1))
    return f"{top}\n{rest}"
