"""The card of one action, in every state, and the replies in its thread."""
