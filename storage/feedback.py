"""What people said of actions, in the order in which they said it: read in pages, so that any number fits in memory."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from functools import partial
from heapq import merge
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, literal_column, or_, select

from oversight.action.status import Status
from oversight.editing.feedback.feedback import Feedback, PersonsVerdict
from oversight.review.sample import Finding
from storage.actions.loading import load_actions, stored_size
from storage.engine.database import Database, Query, T
from storage.engine.patience import LONG
from storage.tables.actions import actions
from storage.tables.review import samples

PAGE = 500
PORTION = 2_000_000
"""Bytes of stored actions that are read at once; in memory they take many times as much."""

_BY_PEOPLE: ColumnElement[bool] = literal_column("decider_kind = 'human'")
_ERRORS: ColumnElement[bool] = literal_column("outcome_kind = 'error_found'")
# Literals and not parameters, word for word as in the indexes: only so can a planner see that those answer.

_DECIDED = (Status.APPROVED.value, Status.MODIFIED.value, Status.REJECTED.value)
_FOUND = (Finding.RIGHT.value, Finding.WRONG.value)
# Statuses, findings and outcomes are called like the verdicts that they are.


class _Position(NamedTuple):
    """Where in the order one piece of feedback stands."""

    at: datetime
    action_id: str
    source: int


class _Entry(NamedTuple):
    position: _Position
    verdict: PersonsVerdict
    size: int


class SqlFeedback:
    """What people said, in the database."""

    def __init__(self, database: Database) -> None:
        """Over this database."""
        self._database = database

    async def since(self, moment: datetime | None = None, *, action_type: str | None = None) -> AsyncIterator[Feedback]:
        """Every verdict of a person from this moment on, the oldest first, with its action as it is when it is read.

        What ran in shadow is left out: there a policy is tried, and nobody was asked.
        """
        after: _Position | None = None
        while page := await self._read(partial(_page, after=after, since=moment, action_type=action_type)):
            for portion in _portions(page):
                ids = list({entry.position.action_id for entry in portion})
                loaded = await self._read(partial(load_actions, action_ids=ids))
                known = {action.id: action for action in loaded}
                for position, verdict, _ in portion:
                    yield Feedback(known[position.action_id], verdict, position.at)
            after = page[-1].position

    async def _read(self, query: Query[T]) -> T:
        return await self._database.read(query, seconds=LONG)


def _page(
    connection: Connection, after: _Position | None, since: datetime | None, action_type: str | None
) -> list[_Entry]:
    a, s = actions.c, samples.c
    size = stored_size(connection).label("size")
    decisions = select(a.id, a.decided_at.label("at"), a.status.label("said"), size).where(
        _BY_PEOPLE, a.status.in_(_DECIDED)
    )
    findings = (
        select(a.id, s.reviewed_at.label("at"), s.finding.label("said"), size)
        .join(samples, s.action_id == a.id)
        .where(s.finding.in_(_FOUND))
    )
    errors = select(a.id, a.outcome_at.label("at"), a.outcome_kind.label("said"), size).where(_ERRORS)
    sources = ((decisions, a.decided_at), (findings, s.reviewed_at), (errors, a.outcome_at))
    found: list[list[_Entry]] = []
    for source, (wanted, moment) in enumerate(sources):
        asked = wanted.where(a.shadow.is_(None), moment.is_not(None))
        if action_type is not None:
            asked = asked.where(a.action_type == action_type)
        if since is not None:
            asked = asked.where(moment >= since)
        if after is not None:
            same = a.id >= after.action_id if source > after.source else a.id > after.action_id
            asked = asked.where(moment >= after.at, or_(moment > after.at, same))
        rows = connection.execute(asked.order_by(moment, a.id).limit(PAGE))
        found.append([_Entry(_Position(row.at, row.id, source), PersonsVerdict(row.said), row.size) for row in rows])
    return list(islice(merge(*found), PAGE))


def _portions(page: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """The page in parts of about so many bytes."""
    portion: list[_Entry] = []
    size = 0
    for entry in page:
        if portion and size + entry.size > PORTION:
            yield portion
            portion, size = [], 0
        portion.append(entry)
        size += entry.size
    if portion:
        yield portion
