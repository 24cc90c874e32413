"""The kill switch: halting, resuming, and freezing the time of pending actions."""
