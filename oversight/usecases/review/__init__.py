"""Posting digests, and reviewing samples."""
