"""Allow similar, list and revoke."""
