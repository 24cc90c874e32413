"""The windows that a card's buttons open."""
