"""The five human-in-the-loop patterns, one file each, and the routing that chooses among them."""
