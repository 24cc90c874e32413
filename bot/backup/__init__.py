"""Where backups lie, and what restoring one means."""
