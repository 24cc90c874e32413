"""The audit log's keys and memory, and what leaves the house."""
