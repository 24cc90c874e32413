"""The log tells of itself: format 6. Fields are only ever added, optional."""

import base64
from datetime import datetime

from oversight.action.decision import Actor
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.record import Record, actor_record, timestamp

BEGAN = "log.began"
"""The kind, as it is stored. Append-only."""


class LogLeaf(Record, frozen=True, kw_only=True):
    """A log that takes the place of one that could not be gone on with, and what is known of that one."""

    format = 6
    origin: str
    """The new log."""
    why: str
    """Why the old one could not be gone on with."""
    old_origin: str
    old_size: int
    old_root: str
    """Base64, as in the checkpoint."""
    old_checkpoint: str
    """The newest signed note that is known of the old log."""


def began_leaf(origin: str, why: str, old: tuple[Checkpoint, str], by: Actor, at: datetime) -> bytes:
    """The bytes of the first leaf of a new log; ``old`` is the newest checkpoint of the old one, with its note."""
    checkpoint, note = old
    return LogLeaf(
        kind=BEGAN,
        at=timestamp(at),
        actor=actor_record(by),
        origin=origin,
        why=why,
        old_origin=checkpoint.origin,
        old_size=checkpoint.size,
        old_root=base64.b64encode(checkpoint.root).decode(),
        old_checkpoint=note,
    ).written()
