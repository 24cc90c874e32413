"""The digest and its samples."""
