"""What happens when somebody acts in Slack: a listener a verb, each parse → use case → ack → present.

The law of all of them: what Slack is told counts is durable by then, who acts is whom the verified payload names, and
no click is ignored in silence. :func:`handlers.slack.app.register_all` registers them.
"""
