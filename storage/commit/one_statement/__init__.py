"""The short way on PostgreSQL: a batch of changes as one statement, which commits by itself."""
