"""How changes are written: many in one transaction, each with its own result."""
