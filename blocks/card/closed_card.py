"""The card that asks nobody any more, short: who decided what, when and why, or where to decide now."""

from blocks.card.decision_lines import ending_verb, outcome_lines, reason_lines
from blocks.card.draft_section import provenance_lines
from blocks.card.sections import facts_line
from blocks.card.status import decide_there_words, status_line
from blocks.kit.message import Block
from blocks.kit.rich_text import date_part, line, part, rich_text
from blocks.kit.text import plain, shorten, shown
from blocks.payload.changes import changes
from blocks.payload.payload import COUNTED, entry_line, payload_start
from oversight.action.action import Action
from oversight.policy import CardHints

ARGUMENTS_ARE_THERE = "The arguments are under Details, for its reviewers."


def closed_blocks(action: Action, rung: int, hints: CardHints) -> list[Block]:
    """Status, what became of it, the beginning of the payload, the small print."""
    what = _payload_heading(action)
    payload = [line(part(what, bold=True)), *_payload(action, hints)]
    return [
        rich_text("status", _status(action, rung, hints)),
        rich_text("payload", payload),
        {"type": "context", "block_id": "facts", "elements": [plain(_small_print(action))]},
    ]


def _payload(action: Action, hints: CardHints) -> list[Block]:
    if hints.summary_only:
        return [line(part(ARGUMENTS_ARE_THERE, italic=True))]
    kept, left = payload_start(action.version.payload, hints)
    more = [line(part(f"{_many(left)} under Details.", italic=True))] if left else []
    return [*(entry_line(entry) for entry in kept), *more]


def _status(action: Action, rung: int, hints: CardHints) -> list[Block]:
    head = [part(status_line(action, rung), bold=True)]
    decision = action.decision
    if decision is None:
        return [line(*head), line(part(decide_there_words(action, rung)))]
    verb = ending_verb(decision).lower()
    said = [line(*head, part(f" · {verb} "), date_part(decision.at))]
    said += [reason_line.line for reason_line in reason_lines(action, hints)]
    if action.version.number > 1:
        deciders = (decision.decided_by, *decision.together_with)
        said += changes(action, hints, headed=action.version.edited_by not in deciders)
    said += provenance_lines(action)
    return said + [outcome_line.line for outcome_line in outcome_lines(action, hints)]


def _payload_heading(action: Action) -> str:
    if action.status.releases:
        return "What was approved"
    edited = " (edited by a reviewer)" if action.version.number > 1 else ""
    return f"{'What was proposed' if action.status.is_final else 'What would run'}{edited}"


def _many(left: int) -> str:
    if left > COUNTED:
        return f"More than {COUNTED:,} more values are"
    return f"{left:,} more value{'s are' if left != 1 else ' is'}"


def _small_print(action: Action) -> str:
    said = [facts_line(action), f"agent {shorten(shown(action.agent.name), 80)}"]
    if action.decision is not None:
        said.append(f"rule {shorten(shown(action.decision.rule), 80)}")
    return " · ".join(said)
