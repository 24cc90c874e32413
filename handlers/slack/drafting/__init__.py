"""The window in which people finish a draft together."""
