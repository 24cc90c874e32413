"""What moves an action along its ladder: time, and people."""
