"""Standing approvals: what a reviewer allowed in advance, in one exact shape, for a time and a number of uses."""
