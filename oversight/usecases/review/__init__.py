"""Digests posted, and samples looked at."""
