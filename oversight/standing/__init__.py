"""Standing approvals: what a reviewer allowed in advance, in one exact shape, for a while and so many times."""
