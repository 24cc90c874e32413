"""Agents let in, and let through with their keys."""
