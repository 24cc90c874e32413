"""The audit log goes on: leaves get their place, and what is there is signed."""
