"""How Slack is listened to and answered."""
