"""The windows in which a payload is edited."""
