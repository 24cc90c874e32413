"""Standing approvals and the counting of their uses."""
