"""The digest and what it draws."""
