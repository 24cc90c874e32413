"""Digests, their samples and findings, and the figures behind them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal_column, select, update

from oversight.action.decision import Actor, DeciderKind, Decision
from oversight.action.event import Event
from oversight.action.status import OutcomeKind, Status
from oversight.audit.leaf import leaf
from oversight.ports.delivery import Message
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers, digest_numbers
from oversight.review.sample import Finding, Mistake, Pick, Sample
from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.past import Past
from storage.actions.loading import lock_actions
from storage.commit.side_writes import SideWrites
from storage.documents.document import read, write
from storage.engine.database import Database
from storage.engine.insert_unless_there import insert_unless_there
from storage.engine.patience import LONG
from storage.sampling import list_candidates, load_past
from storage.tables.actions import actions
from storage.tables.jobs import job_runs
from storage.tables.review import digests, samples

JOB = "digest"


class SqlReview:
    """The digests in the database."""

    def __init__(self, database: Database, side_writes: SideWrites) -> None:
        """Over this database."""
        self._database = database
        self._side_writes = side_writes

    async def last_digest_until(self) -> datetime | None:
        return await self._database.read(load_last_until)

    async def begin_digests(self, now: datetime) -> None:
        await self._database.write(lambda connection: begin_period(connection, now))

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        return await self._database.read(lambda connection: list_candidates(connection, since, until), seconds=LONG)

    async def sampling_past(self, since: datetime) -> Past:
        return await self._database.read(lambda connection: load_past(connection, since), seconds=LONG)

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        return await self._database.read(lambda connection: count(connection, since, until), seconds=LONG)

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        def query(connection: Connection) -> bool:
            if not take_period(connection, digest.since, digest.until):
                return False
            insert_digest(connection, digest)
            self._tell(connection, messages, events, digest.until)
            return True

        committed = await self._database.write(query)
        self._side_writes.wake(messages)
        return committed

    async def digest(self, digest_id: str) -> DigestRecord | None:
        return await self._database.read(lambda connection: load_digest(connection, digest_id))

    async def sample(self, sample_id: str) -> Sample | None:
        return await self._database.read(lambda connection: load_sample(connection, sample_id))

    async def samples_on(self, digest_id: str, page: int) -> Sequence[Sample]:
        on_it = (samples.c.digest_id == digest_id) & (samples.c.page == page)
        return await self._database.read(lambda connection: load_samples(connection, on_it))

    async def commit_findings(self, reviewed: Mapping[Sample, Event], messages: Sequence[Message]) -> Sequence[Sample]:
        def query(connection: Connection) -> list[Sample]:
            first = [sample for sample in reviewed if set_finding(connection, sample)]
            if first:
                events = [reviewed[sample] for sample in first]
                self._tell(connection, messages, events, events[0].at)
            return first

        first = await self._database.write(query)
        if first:
            self._side_writes.wake(messages)
        return first

    def _tell(self, connection: Connection, messages: Sequence[Message], events: Sequence[Event], at: datetime) -> None:
        """The leaves and messages of what happened to actions from outside; they are locked meanwhile.

        These leaves are made here: only in this transaction is it known in which state the actions are.
        """
        ids = sorted({event.action_id for event in events})
        after = {action.id: action for action in lock_actions(connection, ids)}
        leaves = [(event.action_id, event.kind.value, leaf(event, after[event.action_id])) for event in events]
        self._side_writes.write(connection, leaves, messages, at)


def load_last_until(connection: Connection) -> datetime | None:
    """Where the newest digest's period ended, or the moment that :func:`begin_period` recorded."""
    return connection.execute(select(job_runs.c.done_until).where(job_runs.c.job == JOB)).scalar()


def begin_period(connection: Connection, now: datetime) -> None:
    """The beginning of the first period, unless there is one."""
    insert_unless_there(connection, job_runs, {"job": JOB, "done_until": now})


def take_period(connection: Connection, since: datetime, until: datetime) -> bool:
    """Whether the period is the caller's to tell: it begins where the last one ended, and nobody told it before."""
    r = job_runs.c
    taken = update(job_runs).where(r.job == JOB, r.done_until == since).values(done_until=until)
    return connection.execute(taken).rowcount == 1


def insert_digest(connection: Connection, digest: DigestRecord) -> None:
    """The digest and its samples."""
    connection.execute(
        insert(digests).values(
            id=digest.id,
            since=digest.since,
            until=digest.until,
            channel=digest.channel,
            numbers=write(digest.numbers),
        )
    )
    rows = [
        {
            "id": sample.id,
            "digest_id": digest.id,
            "position": sample.position,
            "page": sample.page,
            "action_id": sample.pick.action_id,
            "rule": sample.pick.rule,
            "probability": sample.pick.probability,
            "also": write(sample.pick.also) if sample.pick.also else None,
        }
        for sample in digest.samples
    ]
    if rows:
        connection.execute(insert(samples), rows)


def load_digest(connection: Connection, digest_id: str) -> DigestRecord | None:
    """A digest with its samples as they are now."""
    row = connection.execute(select(digests).where(digests.c.id == digest_id)).one_or_none()
    if row is None:
        return None
    found = load_samples(connection, samples.c.digest_id == digest_id)
    return DigestRecord(row.id, row.since, row.until, read(row.numbers, DigestNumbers), tuple(found), row.channel)


def load_samples(connection: Connection, wanted: ColumnElement[bool]) -> list[Sample]:
    """These samples as they are now, in the order of their digest."""
    return [sample_of(row) for row in connection.execute(select(samples).where(wanted).order_by(samples.c.position))]


def load_sample(connection: Connection, sample_id: str) -> Sample | None:
    """A sample as it is now."""
    row = connection.execute(select(samples).where(samples.c.id == sample_id)).one_or_none()
    return None if row is None else sample_of(row)


def set_finding(connection: Connection, reviewed: Sample) -> bool:
    """Whether this finding is the first."""
    s = samples.c
    given = (
        update(samples)
        .where(s.id == reviewed.id, s.finding.is_(None))
        .values(
            finding=reviewed.finding,
            reviewed_by=write(reviewed.reviewed_by),
            reviewed_at=reviewed.reviewed_at,
            mistake=None if reviewed.mistake is None else write(reviewed.mistake),
        )
    )
    return connection.execute(given).rowcount == 1


def count(connection: Connection, since: datetime, until: datetime) -> DigestNumbers:
    """What was proposed, decided and found in the period."""
    a, s = actions.c, samples.c
    waited = [
        row.decided_at - row.created_at
        for row in connection.execute(
            select(a.created_at, a.decided_at).where(
                *_within(a.decided_at, since, until), a.decider_kind == DeciderKind.HUMAN.value
            )
        )
    ]
    errors = connection.execute(
        select(func.count()).where(
            *_within(a.outcome_at, since, until), a.outcome_kind == literal_column(f"'{OutcomeKind.ERROR_FOUND.value}'")
        )
    ).scalar_one()
    return digest_numbers(
        by_status=_tally(connection, a.status, a.created_at, since, until),
        by_decider=_tally(connection, a.decider_kind, a.decided_at, since, until),
        waited_for_people=waited,
        errors_found=errors,
        findings=_tally(connection, s.finding, s.reviewed_at, since, until),
        reject_reasons=_reject_reasons(connection, since, until),
    )


def _reject_reasons(connection: Connection, since: datetime, until: datetime) -> Iterator[tuple[str, str]]:
    """The type and the chosen reason of each action that a person rejected for one of the policy's reasons."""
    a = actions.c
    rejected = select(a.action_type, a.decision).where(
        *_within(a.decided_at, since, until),
        a.decider_kind == DeciderKind.HUMAN.value,
        a.status == Status.REJECTED.value,
    )
    for row in connection.execute(rejected):
        if chosen := read(row.decision, Decision).reject_reason:
            yield row.action_type, chosen


def _tally(
    connection: Connection,
    name: ColumnElement[Any],
    moment: ColumnElement[Any],
    since: datetime,
    until: datetime,
) -> dict[str, int]:
    wanted = select(name, func.count()).where(*_within(moment, since, until)).group_by(name)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _within(
    moment: ColumnElement[datetime], since: datetime, until: datetime
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Half open, so that a moment on the border of two periods is in exactly one."""
    return moment >= since, moment < until


def sample_of(row: Row[*tuple[object, ...]]) -> Sample:
    """A sample, as it was written."""
    return Sample(
        id=row.id,
        digest_id=row.digest_id,
        pick=Pick(row.action_id, row.rule, row.probability, read(row.also, tuple[str, ...]) if row.also else ()),
        position=row.position,
        mistake=read(row.mistake, Mistake) if row.mistake else None,
        page=row.page,
        finding=Finding(row.finding) if row.finding else None,
        reviewed_by=read(row.reviewed_by, Actor) if row.reviewed_by else None,
        reviewed_at=row.reviewed_at,
    )
