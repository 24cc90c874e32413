"""The audit log for programs that watch: read by index, in the order of the log."""
