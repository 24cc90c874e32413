"""What an agent proposes and what becomes of it, as values: action, route, rungs, decision, events."""
