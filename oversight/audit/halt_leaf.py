"""The leaf of a halt: an entry of the audit log that is about no action.

Format 2. It stands beside format 1 (:mod:`oversight.audit.leaf`), which is about one action and stays as it is; a
reader tells them apart by ``format``. Fields are only ever added, optional.
"""

from datetime import datetime

from oversight.action.decision import Actor
from oversight.audit.leaf import timestamp
from oversight.exact_json.canonical import canonical
from oversight.halts.halt import Halt

FORMAT = 2
BEGAN, ENDED = "halt.began", "halt.ended"
"""The kinds, as they are stored. Append-only."""


def began_leaf(halt: Halt) -> bytes:
    """The bytes of the leaf that says that the halt began."""
    return _leaf(BEGAN, halt, halt.by, halt.at, halt.reason)


def ended_leaf(halt: Halt) -> bytes:
    """The bytes of the leaf that says that the halt ended."""
    assert halt.ending is not None, "only an ended halt has such a leaf"
    return _leaf(ENDED, halt, halt.ending.by, halt.ending.at, halt.ending.reason)


def _leaf(kind: str, halt: Halt, by: Actor, at: datetime, reason: str | None) -> bytes:
    return canonical(
        {
            "format": FORMAT,
            "kind": kind,
            "halt_id": halt.id,
            "at": timestamp(at),
            "actor": {"kind": str(by.kind), "id": by.id, "name": by.name},
            "reason": reason,
            "scope": {"kind": str(halt.scope.kind), "of": halt.scope.of, "name": halt.scope.name},
            "freezes": halt.freezes,
            "began_at": timestamp(halt.at),
        }
    )
