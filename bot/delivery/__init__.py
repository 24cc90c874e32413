"""What leaves for Slack: the outbox's rows, one at a time a channel, at Slack's pace, as if sent exactly once."""
