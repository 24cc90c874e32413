"""Every listener, registered with Bolt."""

from slack_bolt.app.async_app import AsyncApp

from handlers.slack import lifecycle_events, other_events, review
from handlers.slack.actions import card_menu, decisions, details
from handlers.slack.desk import commands, home, mentions
from handlers.slack.kit import retired
from handlers.slack.kit.listeners import BUDGET_SECONDS, Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.ladder import escalation, handing_over
from handlers.slack.standing import approvals, granting


def register_all(bolt: AsyncApp, desk: SlackPorts, *, budget_seconds: float = BUDGET_SECONDS) -> None:
    """Every listener is registered; the one for what no other knows comes last."""
    app = Listeners(bolt, desk, budget_seconds)
    decisions.register(app, desk)
    card_menu.register(app, desk)
    escalation.register(app, desk)
    handing_over.register(app, desk)
    granting.register(app, desk)
    approvals.register(app, desk)
    details.register(app, desk)
    review.register(app, desk)
    home.register(app, desk)
    commands.register(app, desk)
    mentions.register(app, desk)
    lifecycle_events.register(app, desk)
    other_events.register(app, desk)
    retired.register(app, desk)
