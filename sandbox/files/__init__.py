"""Files: what an app uploads in three steps, and where people get it."""
