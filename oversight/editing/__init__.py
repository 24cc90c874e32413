"""A reviewer's edit of a payload: what they typed, read as JSON, with the values that no card shows put back."""
