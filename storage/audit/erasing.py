"""A person is forgotten: in the transaction of the leaf that says so, everything of theirs that is stored goes."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select, update

from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind
from oversight.action.event import Erased, OutcomeReported
from oversight.action.personal import ERASED, digest_in_log, replaced
from oversight.action.rule import Rule
from oversight.audit.erasure import without_person
from oversight.audit.leaf import leaf
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.ports.audit import Erasure
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import samples_id
from storage.actions.loading import lock_actions
from storage.commit.side_writes import SideWrites
from storage.documents.action import VersionDocument
from storage.documents.document import read, write
from storage.documents.events import event_of
from storage.documents.rows import FIXED, MOVING, Moment, fixed_values, moving_values
from storage.tables.actions import action_versions, actions
from storage.tables.audit import audit_shown
from storage.tables.drafting import draft_works
from storage.tables.edits import edits
from storage.tables.outbox import outbox
from storage.tables.postings import cards
from storage.tables.review import samples
from storage.tables.standing import standing_approvals

REWRITTEN = ("document", "revision", "payload_digest", "decision", "outcome", "request_digest")
LIKE_SPECIAL = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


def of_subject(connection: Connection, subject: str) -> list[str]:
    """The actions with values of this person, oldest first: every document is looked through."""
    pattern = f"%{json.dumps(subject, ensure_ascii=False).translate(LIKE_SPECIAL)}%"
    found = select(actions.c.id).where(actions.c.document.like(pattern, escape="\\")).order_by(actions.c.id)
    return list(connection.execute(found).scalars())


def erase(
    connection: Connection, action_id: str, subject: str | None, side_writes: SideWrites, *, by: Actor, at: datetime
) -> Erasure | None:
    """What came of it; None where the action holds nothing of this person. Without a subject, everybody's values go."""
    locked = lock_actions(connection, [action_id])
    if not locked:
        return None
    (action,) = locked
    paths = tuple(one.path for one in action.personal if one.salt and subject in (None, one.subject))
    if not paths:
        return None
    if (why := _why_not(connection, action)) is not None:
        return Erasure(action_id, paths, why)
    after = without_person(action, paths)
    _rewrite(connection, after, side_writes.moment)
    _rewrite_versions(connection, action, paths)
    for table in (edits, draft_works, audit_shown):
        connection.execute(delete(table).where(table.c.action_id == action_id))
    _forget_words(connection, action_id)
    event = Erased(action_id, at, by, Rule.ERASURE, erased=tuple(map(json_path, paths)))
    leaves = [(action_id, str(event.kind), leaf(event, after))]
    side_writes.write(connection, leaves, list(_redrawn(connection, action_id)), at)
    return Erasure(action_id, paths)


def _why_not(connection: Connection, action: Action) -> str | None:
    if not action.status.is_final:
        return "it is still open; decide or withdraw it first"
    allowed = select(standing_approvals.c.id).where(standing_approvals.c.from_action == action.id)
    approval = connection.execute(allowed).scalar()
    if approval is not None:
        return (
            f"the standing approval {approval} repeats its values, and may still be needed to explain what it let run"
        )
    return None


def _rewrite(connection: Connection, action: Action, moment: Moment) -> None:
    values = dict(zip(FIXED, fixed_values(action, moment), strict=True))
    values |= dict(zip(MOVING, moving_values(action, None, moment), strict=True))
    written = {name: values[name] for name in REWRITTEN}
    connection.execute(update(actions).where(actions.c.id == action.id).values(written))


def _rewrite_versions(connection: Connection, before: Action, paths: Sequence[Path]) -> None:
    v = action_versions.c
    for row in connection.execute(select(action_versions).where(v.action_id == before.id)).all():
        was = read(row.document, VersionDocument)
        now = replace(was, payload=replaced(was.payload, dict.fromkeys(paths, ERASED)), draft=None)
        digest = digest_in_log(was.payload, row.digest, before.personal)
        its = (v.action_id == before.id) & (v.number == row.number)
        connection.execute(update(action_versions).where(its).values(document=write(now), digest=digest))


def _forget_words(connection: Connection, action_id: str) -> None:
    """What is yet to be said in its threads, in the agent's words or of how it went, is not said; nor dead letters."""
    o = outbox.c
    notes = (o.kind == MessageKind.NOTE.value) & o.ref.startswith(f"{action_id}.", autoescape=True)
    for row in connection.execute(select(o.id, o.event).where(notes, o.event.is_not(None))).all():
        event = event_of(read(row.event, dict))
        if event.actor.kind is DeciderKind.AGENT or isinstance(event, OutcomeReported):
            connection.execute(delete(outbox).where(o.id == row.id))


def _redrawn(connection: Connection, action_id: str) -> Iterator[Message]:
    """Its cards and samples, to be drawn anew without what is gone."""
    c = cards.c
    its_pages = select(samples.c.digest_id, samples.c.page).where(samples.c.action_id == action_id)
    shown_in = [samples_id(digest_id, page) for digest_id, page in connection.execute(its_pages)]
    is_card = (c.kind == MessageKind.CARD.value) & c.ref.startswith(f"{action_id}.", autoescape=True)
    is_sample = (c.kind == MessageKind.SAMPLES.value) & c.ref.in_(shown_in)
    for row in connection.execute(select(c.kind, c.ref, c.channel_id).where(is_card | is_sample, c.ts.is_not(None))):
        yield Message(MessageKind(row.kind), row.ref, row.channel_id, 3)
