"""Every listener, registered with Bolt."""

from slack_bolt.app.async_app import AsyncApp

from handlers.slack import lifecycle_events, other_events
from handlers.slack.actions import card_menu, decisions, details, problems, reveal
from handlers.slack.drafting import drafting
from handlers.slack.editing import hidden_values, opening, presses, submission, suggestions
from handlers.slack.home import commands, home, mentions, open_details
from handlers.slack.kit import retired
from handlers.slack.kit.listeners import BUDGET_SECONDS, Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.ladder import escalation, handing_over
from handlers.slack.review import answers, wrong
from handlers.slack.standing import approvals, granting


def register_all(bolt: AsyncApp, ports: SlackPorts, *, budget_seconds: float = BUDGET_SECONDS) -> None:
    """Every listener is registered; the one for what no other knows comes last."""
    app = Listeners(bolt, ports, budget_seconds)
    decisions.register(app, ports)
    opening.register(app, ports)
    presses.register(app, ports)
    hidden_values.register(app, ports)
    submission.register(app, ports)
    suggestions.register(app, ports)
    drafting.register(app, ports)
    card_menu.register(app, ports)
    problems.register(app, ports)
    escalation.register(app, ports)
    handing_over.register(app, ports)
    granting.register(app, ports)
    approvals.register(app, ports)
    details.register(app, ports)
    reveal.register(app, ports)
    answers.register(app, ports)
    wrong.register(app, ports)
    home.register(app, ports)
    open_details.register(app, ports)
    commands.register(app, ports)
    mentions.register(app, ports)
    lifecycle_events.register(app, ports)
    other_events.register(app, ports)
    retired.register(app, ports)
