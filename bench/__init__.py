"""What Sayso costs: every figure beside its baseline, on one machine in one run. It is no test."""
