"""The parts of an approval card between its status and its buttons."""

from blocks.letter import Block
from blocks.payload import value_words
from blocks.redaction import REDACTED, redacted, redacts_json_path
from blocks.rich_text import bullets, date_mrkdwn, line, part, quote
from blocks.status import approvals_words, change_words, decision_details
from blocks.text import escape, mrkdwn, shorten, shorten_counting, shown
from oversight.action import Action
from oversight.decision import FieldChange
from oversight.payload_changes import payload_changes
from oversight.policy import CardHints
from oversight.quorum import required_approvals
from oversight.risk import Risk
from oversight.route import tier_words

REASONS = 5
REASON = 160
NAME = 120
CHANGES = 6
CHANGE_VALUE = 60
DESCRIPTION = 500
REASONING = 500
UNVERIFIED = "The agent's own words, not checked"


def action_fields(action: Action) -> list[Block]:
    """The facts that count now, each of them ours."""
    fields = [
        ("Risk", risk_words(action)),
        ("Asked", escape(tier_words(action.tier))),
    ]
    if action.watch is not None:
        fields.append(("Expires", f"{date_mrkdwn(action.watch.deadline_at)}\nSilence is not approval"))
    if action.rung is not None:
        needed = required_approvals(action)
        fields.append(("Needs", f"{needed} approval{'s' if needed != 1 else ''}"))
    return [mrkdwn(f"*{name}*\n{value}") for name, value in fields]


def risk_words(action: Action) -> str:
    """“🔴 High · cannot be undone”."""
    sign = {Risk.LOW: "🟢", Risk.MEDIUM: "🟡", Risk.HIGH: "🟠", Risk.CRITICAL: "🔴"}[action.route.risk]
    undone = "can be undone" if action.route.reversible else "cannot be undone"
    return f"{sign} {action.route.risk.capitalize()} · {undone}"


def origin(action: Action) -> list[Block]:
    """Who asks, for whom, and why a person has to look."""
    made = [line(part("Agent: ", bold=True), part(shorten(shown(action.agent.name), NAME)))]
    if action.proposal.on_behalf_of:
        words = shorten(shown(action.proposal.on_behalf_of), NAME)
        made.append(line(part("On behalf of: ", bold=True), part(words), part(" (says the agent)")))
    if not action.route.known_type:
        made.append(line(part(unknown_type_words(action), bold=True)))
    made.append(line(part("Why it is here", bold=True)))
    made.append(bullets([line(part(text)) for text in reasons(action)]))
    return made


def unknown_type_words(action: Action) -> str:
    """Said where the policy has never heard of the type."""
    name = shorten(shown(action.proposal.action_type), 80)
    return f"⚠️ Unknown type: the policy does not know “{name}”, so it counts as high risk and not reversible."


def reasons(action: Action) -> list[str]:
    """Why it was routed to people, with the rule behind each reason."""
    every = action.route.reasons
    said = [f"{shorten(shown(each.text), REASON)} (rule {shorten(shown(each.rule), 50)})" for each in every[:REASONS]]
    left = len(every) - len(said)
    return [*said, f"{left} more under Details"] if left > 0 else said


def decision_lines(action: Action) -> list[Block]:
    """What else is known of the decision, a line each."""
    return [line(part(said)) for said in decision_details(action)]


def changes(action: Action, hints: CardHints) -> list[Block]:
    """What reviewers changed, value by value, and who did."""
    made = payload_changes(action.original_payload, action.version.payload)
    said = [line(part(text)) for text in change_lines(made[:CHANGES], hints)]
    if len(made) > CHANGES:
        said.append(line(part(f"{len(made) - CHANGES:,} more changes are under Details")))
    head = line(part(f"✏️ {edited_words(action)}", bold=True))
    return [head, bullets(said)] if said else [head]


def edited_words(action: Action) -> str:
    """Who made the version that stands."""
    by = action.version.edited_by
    name = shorten(shown(by.name), NAME) if by else "nobody"
    if not payload_changes(action.original_payload, action.version.payload):
        return f"Edited back to the agent's payload by {name} (version {action.version.number})"
    return f"Edited by {name} (version {action.version.number}); against what the agent proposed:"


def change_lines(made: tuple[FieldChange, ...], hints: CardHints, limit: int = CHANGE_VALUE) -> list[str]:
    """Each change as “Changed amount: 900 → 500”."""
    lines = []
    for change in made:
        verb, path = change_words(change)
        hide = redacts_json_path(hints, change.path)
        before, after = (
            REDACTED if hide else shorten_counting(value_words(redacted(side, hints)), limit)
            for side in (change.before, change.after)
        )
        match change.kind:
            case "added":
                lines.append(f"{verb} {path}: {after}")
            case "removed":
                lines.append(f"{verb} {path}: was {before}")
            case _:
                lines.append(f"{verb} {path}: {before} → {after}")
    return lines


def agents_words(action: Action) -> list[Block]:
    """The agent's description and reasoning, quoted as what they are: claims."""
    made = [line(part(UNVERIFIED, bold=True)), quote(own_words(action.proposal.description, DESCRIPTION))]
    if action.proposal.reasoning:
        made += [
            line(part("Its reasoning", italic=True)),
            quote(own_words(action.proposal.reasoning, REASONING)),
        ]
    if action.proposal.confidence is not None:
        made.append(line(part(f"It says it is {action.proposal.confidence:.0%} sure.", italic=True)))
    return made


def own_words(text: str, limit: int) -> str:
    """Somebody else's words at this length, with what is missing counted."""
    return shorten_counting(shown(text), limit) or "(nothing)"


def facts_line(action: Action) -> str:
    """The small print: id, type, policy rule, count, version."""
    parts = [
        f"id {action.id}",
        f"type {shorten(shown(action.proposal.action_type), 80)}",
        f"policy rule {shorten(shown(action.route.reasons[0].rule), 80)}",
        approvals_words(action),
    ]
    if action.version.number > 1:
        parts.append(f"version {action.version.number}")
    return " · ".join(parts)
