"""What every request passes: connection, key, body, limits, and how a refusal is answered."""
