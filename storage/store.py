"""Storage as a whole: everything that the use cases need of it, opened and closed together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from oversight.ports import Books
from oversight.ports.actions import ActionBook, ActionChanges
from oversight.ports.agents import AgentBook
from oversight.ports.audit import AuditLog, PersonalBook
from oversight.ports.audit_leaving import LogAnnouncements
from oversight.ports.delivery import Outbox, Postings
from oversight.ports.drafting import DraftBook
from oversight.ports.editing import EditBook
from oversight.ports.halts import HaltBook
from oversight.ports.review import ReviewBook
from oversight.ports.standing import StandingBook
from oversight.ports.world import Clock, Ids
from storage.actions.actions import SqlActions, end_leases
from storage.agents import SqlAgents
from storage.audit.announcements import SqlLogAnnouncements
from storage.audit.log import SqlAuditLog
from storage.audit.personal import SqlPersonal
from storage.commit.commit_all import BulkWriter, CommitAll, write_through
from storage.commit.group_commit import GroupCommit
from storage.commit.side_writes import SideWrites
from storage.commit.sqlite import SqliteBulk
from storage.documents.rows import Moment
from storage.drafting import SqlDrafts
from storage.edits import SqlEdits
from storage.engine.clock import DatabaseTime, SteadyClock, host_time
from storage.engine.database import Database
from storage.engine.engines import open_database
from storage.engine.ids import SortedIds
from storage.engine.schema import migrate
from storage.engine.sqlite.database import SqliteDatabase
from storage.engine.utc import to_aware, to_microseconds
from storage.halts import SqlHalts
from storage.outbox import outbox
from storage.outbox.outbox import SqlOutbox
from storage.postings import SqlPostings
from storage.replicas.changes import Changes
from storage.replicas.timekeeping import Timekeeping
from storage.replicas.wakeup import Wakeup
from storage.review import SqlReview
from storage.standing import SqlStanding
from storage.vitals import Vitals


@dataclass(frozen=True, slots=True)
class Store:
    """One open storage; every field answers to a Protocol of :mod:`oversight.ports`."""

    database: Database
    actions: ActionBook
    review: ReviewBook
    halts: HaltBook
    standing: StandingBook
    agents: AgentBook
    edits: EditBook
    drafts: DraftBook
    changes: ActionChanges
    outbox: Outbox
    postings: Postings
    audit: AuditLog
    personal: PersonalBook
    announcements: LogAnnouncements
    """Of the audit log."""
    clock: Clock
    ids: Ids
    wakeup: Wakeup
    """Rung when there is something to deliver."""
    vitals: Vitals

    @property
    def books(self) -> Books:
        """What the use cases remember in it."""
        return Books(self.actions, self.review, self.halts, self.standing, self.agents, self.edits, self.drafts)


@asynccontextmanager
async def open_store(url: str, *, serving: bool) -> AsyncIterator[Store]:
    """The storage behind the URL, until the block ends.

    SQLite's tables are made and migrated by themselves. On PostgreSQL, which others may be using, ``sayso
    migrate`` does that. Raises SchemaMismatch, AlreadyServed or StorageUnavailable.
    """
    async with AsyncExitStack() as stack:
        database = open_database(url, serving=serving)
        await stack.enter_async_context(database)
        database_time: DatabaseTime | None = None
        bulk: BulkWriter = SqliteBulk()
        moment: Moment = to_microseconds
        write: CommitAll = partial(write_through, database, bulk)
        changes = Changes(database)
        stack.push_async_callback(changes.close)
        if isinstance(database, SqliteDatabase):
            await migrate(database)
            if serving:
                await database.write(_end_leases)
        else:
            # Their drivers take long to load.
            from storage.commit.one_statement.one_statement import OneStatement  # noqa: PLC0415
            from storage.commit.postgresql import PostgresBulk  # noqa: PLC0415
            from storage.replicas.replica import join  # noqa: PLC0415

            bulk, moment = PostgresBulk(), to_aware
            database_time = await join(database, changes, stack, serving=serving)
            one_statement = OneStatement(database, bulk)
            stack.push_async_callback(one_statement.close)
            write = one_statement.write
        clock = SteadyClock(host_time if database_time is None else database_time)
        timekeeping = Timekeeping(database, clock, database_time)
        stack.push_async_callback(timekeeping.close)
        await timekeeping.join()
        if serving:
            await timekeeping.keep()
        wakeup = Wakeup()
        group = GroupCommit(write, changes.moved, writes_elsewhere=not isinstance(database, SqliteDatabase))
        side_writes = SideWrites(bulk, moment, wakeup)
        actions = SqlActions(database, group, side_writes)
        stack.push_async_callback(actions.close)
        yield Store(
            database=database,
            actions=actions,
            review=SqlReview(database, side_writes),
            halts=SqlHalts(database, side_writes),
            standing=SqlStanding(database, side_writes),
            agents=SqlAgents(database, side_writes),
            edits=SqlEdits(database),
            drafts=SqlDrafts(database),
            changes=changes,
            outbox=SqlOutbox(database),
            postings=SqlPostings(database, side_writes),
            personal=SqlPersonal(database, side_writes),
            audit=SqlAuditLog(database, alone=isinstance(database, SqliteDatabase) and serving),
            announcements=SqlLogAnnouncements(database, side_writes),
            clock=clock,
            ids=SortedIds(clock),
            wakeup=wakeup,
            vitals=Vitals(database, group, clock),
        )


def _end_leases(connection: Connection) -> None:
    """What the process before us held when it died is free. Only for a database that one process alone serves."""
    outbox.end_leases(connection)
    end_leases(connection)
