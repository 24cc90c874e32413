"""Standing approvals: the windows that allow one, and how one is shown."""
