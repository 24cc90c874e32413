"""Actions: as rows, read back, listed, and leased when time must change them."""
