"""What the sampler looks at: the decided actions of a period, and of the weeks before with what was found of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec import DecodeError, Struct
from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, or_, select

from oversight.action.decision import Actor, DeciderKind
from oversight.action.event_kind import EventKind
from oversight.action.status import OutcomeKind, Status
from oversight.review.sample import Finding
from oversight.review.sampler.candidate import Candidate, Ended, Reviewed
from oversight.review.sampler.effort import Look, minutes_by_type
from oversight.review.sampler.past import Past
from storage.documents.action import ActionDocument
from storage.documents.document import read
from storage.tables.actions import actions
from storage.tables.audit import audit_leaves
from storage.tables.review import samples
from storage.tables.standing import standing_uses

LOOKS_BACK = timedelta(days=28)
"""So far back lies what a period is compared with."""
MOST = 20_000
"""The newest rows of that time, of all types together."""
MOST_REVIEWED = 3_000
"""The newest findings, however old."""


class CameIn(Struct, frozen=True):
    """What the log says of how an action was weighed when it came in."""

    key: str | None = None
    signals: dict[str, float] = {}
    checks: dict[str, bool | None] = {}


class CameInLeaf(Struct, frozen=True):
    """The leaf that says it."""

    details: CameIn


NOT_LOGGED = CameIn()
UNREADABLE = CameIn(checks={"unreadable": None})
_LEAF = Decoder(CameInLeaf)
_ENDED = {
    (DeciderKind.POLICY.value, True): Ended.RAN,
    (DeciderKind.POLICY.value, False): Ended.AUTO_REJECTED,
    (DeciderKind.HUMAN.value, True): Ended.APPROVED,
    (DeciderKind.HUMAN.value, False): Ended.REJECTED,
}
_RELEASES = frozenset(status.value for status in Status if status.releases)


def list_candidates(connection: Connection, since: datetime, until: datetime) -> list[Candidate]:
    """What was decided in the period, oldest first: released or rejected, by the policy or by a person."""
    return list(_candidates(connection, _decided(since, until).order_by(actions.c.id)))


def load_past(connection: Connection, since: datetime) -> Past:
    """What was decided before, what was found of it, and how long a look takes."""
    newest = _decided(since - LOOKS_BACK, since).order_by(actions.c.decided_at.desc(), actions.c.id.desc())
    reviewed, looks = _reviewed(connection)
    return Past(
        rows=tuple(_candidates(connection, newest.limit(MOST))), reviewed=reviewed, minutes=minutes_by_type(looks)
    )


def _decided(since: datetime, until: datetime) -> Select[Any]:
    a = actions.c
    return _all_columns().where(a.decided_at >= since, a.decided_at < until, _can_be_looked_at())


def _all_columns() -> Select[Any]:
    a, u = actions.c, standing_uses.c
    told = (a.id, a.agent_id, a.action_type, a.policy_hash, a.confidence, a.shadow, a.document)
    became = (a.status, a.decided_at, a.decider_kind, a.outcome_at, a.outcome_kind)
    leaf = audit_leaves.c
    came_in = and_(leaf.action_id == a.id, leaf.kind == EventKind.SUBMITTED.value)
    return (
        select(*told, *became, u.number.label("use"), leaf.leaf)
        .outerjoin(standing_uses, u.action_id == a.id)
        .outerjoin(audit_leaves, came_in)
    )


def _can_be_looked_at() -> ColumnElement[bool]:
    a = actions.c
    return and_(
        a.decider_kind.in_([DeciderKind.POLICY.value, DeciderKind.HUMAN.value]),
        or_(a.status.in_(sorted(_RELEASES)), a.status == Status.REJECTED.value),
    )


def _candidates(connection: Connection, wanted: Select[Any]) -> Iterator[Candidate]:
    for row in connection.execute(wanted):
        yield _candidate(row)


def _candidate(row: Row[Any]) -> Candidate:
    proposal = read(row.document, ActionDocument).proposal
    found = NOT_LOGGED if row.leaf is None else _came_in(row.leaf)
    return Candidate(
        action_id=row.id,
        confidence=row.confidence,
        in_shadow=row.shadow is not None,
        by_standing=row.use is not None,
        is_first_use=row.use == 1,
        ended=_ENDED[row.decider_kind, row.status in _RELEASES],
        action_type=row.action_type,
        agent_id=row.agent_id,
        key=found.key,
        policy_hash=row.policy_hash,
        at=row.decided_at,
        payload=proposal.payload,
        description=proposal.description,
        context=dict(proposal.context),
        signals=found.signals or proposal.signals,
        unclear_checks=sum(passed is not True for passed in found.checks.values()),
        failed=row.outcome_kind == OutcomeKind.FAILED.value,
        seconds=None if row.outcome_at is None else (row.outcome_at - row.decided_at).total_seconds(),
    )


def _came_in(leaf: bytes) -> CameIn:
    try:
        return _LEAF.decode(leaf).details
    except DecodeError:  # whatever a damaged leaf said, it is no clear yes
        return UNREADABLE


def _reviewed(connection: Connection) -> tuple[tuple[Reviewed, ...], list[Look]]:
    """The newest findings that say something, and when every one of the newest was given."""
    a, s = actions.c, samples.c
    given = (
        _all_columns()
        .add_columns(s.finding, s.reviewed_by, s.reviewed_at)
        .join(samples, s.action_id == a.id)
        .where(s.finding.is_not(None))
        .order_by(s.reviewed_at.desc(), s.id)
        .limit(MOST_REVIEWED)
    )
    rows = connection.execute(given).all()
    reviewed = tuple(
        Reviewed(_candidate(row), row.finding == Finding.WRONG.value)
        for row in rows
        if row.finding != Finding.UNSURE.value
    )
    return reviewed, [Look(read(row.reviewed_by, Actor).id, row.reviewed_at, row.action_type) for row in rows]
