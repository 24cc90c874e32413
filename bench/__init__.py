"""What it costs, measured: every figure beside its baseline, on one machine in one run. Not a timed test."""
