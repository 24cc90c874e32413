"""The whole product on one machine, with three agents that mean it."""
