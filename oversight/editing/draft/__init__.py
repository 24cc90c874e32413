"""Drafts that an agent and several people write together: the rules, from the first opening to the final text."""
