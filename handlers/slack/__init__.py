"""What happens when somebody acts in Slack: a listener a verb, each parse → use case → ack → present.

The law of all of them: what is decided is durable before Slack is answered, who acts is whom the verified payload
names, and no click is ignored in silence.
"""

from slack_bolt.app.async_app import AsyncApp

from handlers.slack import commands, decisions, details, fallback, home, lifecycle_events, mentions, samples
from handlers.slack.desk import Desk


def register_all(app: AsyncApp, desk: Desk) -> None:
    """Every listener is registered; the one for what no other knows comes last."""
    decisions.register(app, desk)
    details.register(app, desk)
    samples.register(app, desk)
    home.register(app, desk)
    commands.register(app, desk)
    mentions.register(app, desk)
    lifecycle_events.register(app, desk)
    fallback.register(app, desk)
