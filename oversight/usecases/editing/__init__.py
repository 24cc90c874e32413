"""Edits in progress: opened, changed, sent in, and dropped when nobody goes on with them."""
