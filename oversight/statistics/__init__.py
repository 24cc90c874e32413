"""Shares and estimates with their intervals, agreement, chance as a yardstick, and whether confidence fits."""
