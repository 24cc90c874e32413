"""Is this replica of use, and what does it measure of itself."""
