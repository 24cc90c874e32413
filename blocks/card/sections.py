"""The parts of a card that waits: its facts in few lines, and the agent's words, quoted."""

from dataclasses import replace

from blocks.card.also_asked import also_asked_lines
from blocks.card.deadline import deadline
from blocks.card.stages import is_staged, stages_words
from blocks.card.status import approvals_words, status_line
from blocks.kit.message import Block
from blocks.kit.rich_text import bullets, line, part, rich_text
from blocks.kit.text import LEFT_OUT, shorten, shown, shown_start
from blocks.payload.withheld import WORDS
from oversight.action.action import Action
from oversight.action.risk import Risk
from oversight.people.requester import doubt_about, other_reasons_of
from oversight.policy import CardHints
from oversight.voting.quorum import required_approvals

REASONS = 5
REASON = 160
WHY_IN_ONE = 180
"""Longer than this together, reasons are listed one below the other."""
NAME = 120
DESCRIPTION = 500
REASONING = 280
UNVERIFIED = "The agent's own words, not checked"


def open_facts(action: Action, rung: int) -> Block:
    """Whom it waits for, what is at stake, who asks, and why a person has to look."""
    asked = f" · asked by {shorten(shown(action.agent.name), NAME)}"
    lines = [line(part(status_line(action, rung), bold=True), part(asked)), *also_asked_lines(action), _stake(action)]
    if is_staged(action):
        lines.append(line(part("Stages: ", bold=True), part(stages_words(action))))
    if action.proposal.on_behalf_of:
        words = shorten(shown(action.proposal.on_behalf_of), NAME)
        lines.append(line(part("On behalf of: ", bold=True), part(words), part(" (says the agent)")))
    if (doubt := requester_doubt(action)) is not None:
        lines.append(line(part(doubt, bold=True)))
    if not action.route.known_type:
        lines.append(line(part(unknown_type_words(action), bold=True)))
    why = reasons(action)
    in_one = " · ".join(why)
    if len(in_one) <= WHY_IN_ONE:
        return rich_text("status", [*lines, line(part("Why: ", bold=True), part(in_one))])
    listed = bullets([line(part(text)) for text in why])
    return rich_text("status", [*lines, line(part("Why:", bold=True)), listed])


def _stake(action: Action) -> Block:
    """“🟠 High risk · cannot be undone · needs 1 approval · expires today at 19:38”."""
    count = approvals_words(action) if required_approvals(action) > 1 else "needs 1 approval"
    until = deadline(action)
    if until is None:
        return line(part(f"{risk_words(action)} · {count}"))
    return replace(until, text=f"{risk_words(action)} · {count} · {until.text}").line


def risk_words(action: Action) -> str:
    """“🔴 Critical risk · cannot be undone”."""
    sign = {Risk.LOW: "🟢", Risk.MEDIUM: "🟡", Risk.HIGH: "🟠", Risk.CRITICAL: "🔴"}[action.route.risk]
    undone = "can be undone" if action.route.reversible else "cannot be undone"
    return f"{sign} {action.route.risk.capitalize()} risk · {undone}"


def unknown_type_words(action: Action) -> str:
    """Said where the policy has never heard of the type."""
    name = shorten(shown(action.proposal.action_type), 80)
    return f"⚠️ Unknown type: the policy does not know “{name}”, so it counts as high risk and not reversible."


def requester_doubt(action: Action) -> str | None:
    """Said where nobody here is known by the name of whoever asked, or that could not be checked."""
    doubt = doubt_about(action.route)
    return None if doubt is None else f"⚠️ {doubt}"


def reasons(action: Action) -> list[str]:
    """Why it was routed to people, with the rule behind each reason."""
    every = other_reasons_of(action.route)
    said = [
        f"{shorten(shown(reason.text), REASON)} (rule {shorten(shown(reason.rule), 50)})" for reason in every[:REASONS]
    ]
    left = len(every) - len(said)
    return [*said, f"{left} more under Details"] if left > 0 else said


def agents_words(action: Action, hints: CardHints) -> Block:
    """The agent's description and reasoning, quoted as what they are: claims."""
    proposal = action.proposal
    head = [part(UNVERIFIED, bold=True)]
    if proposal.confidence is not None:
        head.append(part(f" · it says it is {proposal.confidence:.0%} sure", italic=True))
    if hints.summary_only:
        return rich_text("agent_words", [line(*head), line(part(WORDS))])
    quoted = [part(own_words(proposal.description, DESCRIPTION))]
    if proposal.reasoning:
        reasoning = own_words(proposal.reasoning, REASONING)
        quoted += [part("\n"), part("Reasoning: ", italic=True), part(reasoning)]
        if LEFT_OUT in reasoning:
            quoted.append(part(" More in Details.", italic=True))
    return rich_text("agent_words", [line(*head), {"type": "rich_text_quote", "elements": quoted}])


def own_words(text: str, limit: int) -> str:
    """Somebody else's words, cut to this length, with a count of what is missing."""
    return shown_start(text, limit) or "(nothing)"


def facts_line(action: Action) -> str:
    """The small print: id, type, version."""
    parts = [f"id {action.id}", f"type {shorten(shown(action.proposal.action_type), 80)}"]
    if action.version.number > 1:
        parts.append(f"version {action.version.number}")
    return " · ".join(parts)
