"""Escalate, more time, hand over."""
