"""What witnesses signed of the log's checkpoints."""

from collections import defaultdict

from sqlalchemy import Connection, select, update

from oversight.ports.audit import Cosignature, SignedCheckpoint
from storage.engine.insert_unless_there import insert_unless_there
from storage.tables.audit import audit_checkpoints, audit_cosignatures

_c = audit_cosignatures.c


def keep_cosignature(connection: Connection, log: int, witness: str, cosignature: Cosignature) -> None:
    """It is kept, in the place of an older one by this witness of the same checkpoint."""
    its = {"log": log, "size": cosignature.size, "witness": witness}
    if not insert_unless_there(connection, audit_cosignatures, {**its, "line": cosignature.line}):
        same = (_c.log == log, _c.size == cosignature.size, _c.witness == witness)
        connection.execute(update(audit_cosignatures).where(*same).values(line=cosignature.line))


def load_newest_cosignature(connection: Connection, log: int, witness: str) -> Cosignature | None:
    """Of the largest checkpoint that this witness signed."""
    wanted = select(_c.size, _c.line).where(_c.log == log, _c.witness == witness).order_by(_c.size.desc()).limit(1)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Cosignature(row.size, row.line)


def load_cosigned_note(connection: Connection, log: int, size: int) -> str | None:
    """The checkpoint of this size with what witnesses signed of it."""
    c = audit_checkpoints.c
    note = connection.execute(select(c.note).where(c.log == log, c.size == size)).scalar()
    lines = select(_c.line).where(_c.log == log, _c.size == size).order_by(_c.witness)
    return None if note is None else note + "".join(f"{line}\n" for line in connection.execute(lines).scalars())


def load_cosigned(connection: Connection, log: int, count: int) -> list[SignedCheckpoint]:
    """The newest so many checkpoints, the newest first, each with what witnesses signed of it."""
    c = audit_checkpoints.c
    newest = select(audit_checkpoints).where(c.log == log).order_by(c.size.desc()).limit(count)
    rows = connection.execute(newest).all()
    lines = defaultdict(list)
    if rows:
        its = select(_c.size, _c.line).where(_c.log == log, _c.size >= rows[-1].size).order_by(_c.size, _c.witness)
        for row in connection.execute(its):
            lines[row.size].append(f"{row.line}\n")
    return [SignedCheckpoint(row.log, row.size, row.signed_at, row.note + "".join(lines[row.size])) for row in rows]
