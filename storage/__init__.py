"""What is remembered: the only SQL. One book a subject, and how they are written, opened and shared."""
