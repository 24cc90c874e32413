"""What is written beside a change of an action: leaves of the log, and messages to deliver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from oversight.ports.delivery import Lane, Message
from storage.commit.commit_all import BulkWriter
from storage.commit.entry import LEAF, MESSAGE, message_values
from storage.documents.rows import Moment, Values
from storage.replicas.wakeup import Wakeup
from storage.tables.audit import audit_leaves
from storage.tables.outbox import outbox


@dataclass(frozen=True, slots=True)
class SideWrites:
    """Writes both as the engine at hand does, in the caller's transaction; listeners are told once it is durable."""

    bulk: BulkWriter
    moment: Moment
    wakeup: Wakeup

    def write(
        self, connection: Connection, leaves: Sequence[Values], messages: Sequence[Message], at: datetime
    ) -> None:
        """The leaves are in the log and the messages wait from this moment on, once the transaction commits."""
        if leaves:
            self.bulk.insert(connection, audit_leaves, LEAF, leaves)
        if rows := [message_values(message, self.moment(at)) for message in messages]:
            self.bulk.insert(connection, outbox, MESSAGE, rows)

    def wake(self, messages: Sequence[Message], *, is_new: bool = False) -> None:
        """Whoever delivers looks at once; an unneeded look does no harm. What is new is not posted yet."""
        if messages:
            states = (False,) if is_new else (False, True)
            self.wakeup.wake({Lane(message.channel, is_posted) for message in messages for is_posted in states})
