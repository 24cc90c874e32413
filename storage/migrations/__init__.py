"""The history of the tables, oldest first. Each step is frozen once released."""
