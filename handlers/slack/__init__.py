"""What happens when somebody acts in Slack: one listener for each verb, each parse → use case → ack → present.

The rules for all of them: a click is saved before Slack is told that it counts, the person who acts is the one whom
Slack's verified payload names, and no click is ignored in silence. :func:`handlers.slack.app.register_all` registers
them.
"""
