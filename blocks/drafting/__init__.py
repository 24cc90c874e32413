"""Drafts that an agent and people write together: the window in which they do, and its words."""
