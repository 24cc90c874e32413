"""Time on the ladder: what falls due when, what silence does, more time, and handing over."""
