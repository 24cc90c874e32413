"""The buttons of a card that answer, and Details."""
