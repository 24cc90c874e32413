"""The payload, drawn so that nothing in it hides."""
