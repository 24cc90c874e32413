"""Standing approvals: granting, using, listing and revoking them."""
