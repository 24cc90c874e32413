class PostgresUnavailableError(Exception):
    """No PostgreSQL server could be had; the message says what was tried and what would help."""
