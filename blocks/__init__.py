"""How things look in Slack, pure: records go in, Block Kit comes out as plain dicts. No client, no clock."""
