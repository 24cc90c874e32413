"""What happened beside an action's own way, as rows: the leaves of it, and the messages about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from oversight.ports import Message
from storage.action_rows import Moment, Values
from storage.commit.commit_all import BulkWriter
from storage.commit.entry import LEAF, MESSAGE, message_values
from storage.tables.tables import audit_leaves, outbox


@dataclass(frozen=True, slots=True)
class Telling:
    """Writes both as the engine at hand does, within the caller's transaction."""

    bulk: BulkWriter
    moment: Moment

    def write(
        self, connection: Connection, leaves: Sequence[Values], messages: Sequence[Message], at: datetime
    ) -> None:
        """The leaves are in the log and the messages wait from this moment on, once the transaction commits."""
        if leaves:
            self.bulk.insert(connection, audit_leaves, LEAF, leaves)
        if rows := [message_values(message, self.moment(at)) for message in messages]:
            self.bulk.insert(connection, outbox, MESSAGE, rows)
