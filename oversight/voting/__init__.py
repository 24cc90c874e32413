"""Who may decide, how votes are counted, and what a vote makes of an action."""
