"""Agents and the keys that they show."""
