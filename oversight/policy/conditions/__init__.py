"""Conditions in CEL: compiled once, evaluated on the facts of one action."""
