"""Every table, with its constraints and indexes."""
