"""Lazy review: which of the actions that ran without a person are looked at afterwards."""
