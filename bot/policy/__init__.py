"""The policy in force, and those that actions came in under."""
