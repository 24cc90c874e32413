"""Training records of what people said, written line by line."""
