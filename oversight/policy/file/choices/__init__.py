"""What people choose from in Slack: texts that the policy offers them."""
