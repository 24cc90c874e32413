"""SQLite: one file, one writer, one process."""
