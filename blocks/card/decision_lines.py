"""What there is to say about a decision besides who made it: why, when, by which rule, and what came of it."""

from blocks.card.status import outcome_words
from blocks.kit.text import shorten, shown
from blocks.kit.timed_text import TimedText
from blocks.payload.withheld import REASON as REASON_WITHHELD
from blocks.payload.withheld import withholds
from oversight.action.action import Action
from oversight.action.decision import DeciderKind, Decision
from oversight.policy import CardHints

REASON = 500
NOTE = 300


def decision_details(action: Action, hints: CardHints) -> list[TimedText]:
    """Everything there is to say, one line for each thing; nothing while there is no decision."""
    decision = action.decision
    if decision is None:
        return []
    when = TimedText(f"{ending_verb(decision)} ", decision.at, f" · rule {shorten(shown(decision.rule), 80)}")
    return [*reason_lines(action, hints), when, *outcome_lines(action, hints)]


def ending_verb(decision: Decision) -> str:
    """“Decided”, or “Ended” where nobody did, or “Withdrawn”."""
    match decision.decided_by.kind:
        case DeciderKind.HUMAN | DeciderKind.POLICY:
            return "Decided"
        case DeciderKind.TIMEOUT:
            return "Ended"
        case DeciderKind.AGENT:
            return "Withdrawn"


def reason_lines(action: Action, hints: CardHints) -> list[TimedText]:
    """Why it was decided this way."""
    decision = action.decision
    reason = None if decision is None else decision.reason_in_words
    if decision is None or not reason:
        return []
    if withholds(hints, decision.decided_by):
        return [TimedText(REASON_WITHHELD)]
    label = "Their reason" if decision.decided_by.kind is DeciderKind.HUMAN else "Reason"
    return [TimedText(f"{label}: {shorten(shown(reason), REASON)}")]


def outcome_lines(action: Action, hints: CardHints) -> list[TimedText]:
    """What the agent, or a person, reported afterwards."""
    outcome = action.outcome
    if outcome is None:
        return []
    note = f": {shorten(shown(outcome.note), NOTE)}" if outcome.note else ""
    if note and hints.summary_only:
        note = f". {REASON_WITHHELD}"
    by = outcome.by or action.agent.actor
    told = [TimedText(outcome_words(outcome.before))] if outcome.before else []
    told.append(TimedText(f"{outcome_words(outcome.kind, outcome.severity, by)}{note}"))
    if outcome.happened_at is not None:
        told.append(TimedText("It happened ", outcome.happened_at))
    if outcome.detected_at is not None:
        told.append(TimedText("It was noticed ", outcome.detected_at))
    return told
