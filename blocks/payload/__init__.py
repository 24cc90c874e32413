"""The payload as cards show it, so that nothing in it stays hidden."""
