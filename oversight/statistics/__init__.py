"""Shares with their intervals, chance as a yardstick, and how well confidence fits what happened."""
