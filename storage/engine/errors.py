"""What storage raises. An exception here is a bug or an outage; ordinary outcomes are values."""


class StorageError(Exception):
    """The database did not do what was asked. Nothing is to be assumed about the change."""


class StorageUnavailable(StorageError):
    """The database cannot be reached. Try again; a repeated request is recognised by its idempotency key."""


class Damaged(StorageUnavailable):
    """The database is damaged: an action in it cannot be read."""


class AlreadyServed(StorageError):
    """Another process serves this SQLite file. Stop it first, or use PostgreSQL, which any number may share."""


class NoDatabase(StorageError):
    """There is no database where the settings say. `sayso run` makes one, on SQLite."""


class SchemaMismatch(StorageError):
    """The database's tables are not those that this version of Sayso knows."""

    def __init__(self, words: str, *, is_older: bool = False) -> None:
        super().__init__(words)
        self.is_older = is_older
        """Whether `sayso migrate` would make them so."""


class Closed(StorageError):
    """The program is stopping. Ask again when it is back."""
