"""What agents do with actions."""
