"""The sections of the file, each in the shape that is allowed there."""
