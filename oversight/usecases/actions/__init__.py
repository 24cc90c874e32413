"""An action from its proposal to its outcome, one verb a file."""
