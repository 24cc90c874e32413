"""Agents: their names and their keys."""
