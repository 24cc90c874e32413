"""What would happen to an action, and why."""
