"""What must still reach Slack."""
