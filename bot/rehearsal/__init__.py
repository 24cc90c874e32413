"""Rehearsing a policy at a terminal: recordings are read and written, and what came of them is shown."""
