"""The audit log: what is written down about every change, in the transaction of the change."""
