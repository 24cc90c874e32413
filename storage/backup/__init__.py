"""Copies of a SQLite database, made and put back."""
