"""The audit log: leaves in their order, the tree over them, checkpoints."""
