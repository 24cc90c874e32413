"""The whole product on one machine, with four agents that mean it."""
