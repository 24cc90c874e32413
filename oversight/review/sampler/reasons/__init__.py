"""Why an action is looked at: each reason by itself, those that only show beside others, and those that are learned."""
