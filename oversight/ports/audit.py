"""What is remembered of the audit log: the order of its leaves, the tree over them, and what was signed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from oversight.action.decision import Actor
from oversight.audit.rebuild import State
from oversight.exact_json.walk import Path


class LogHead(Struct, frozen=True):
    """How far a log has come."""

    number: int
    """1, unless an earlier log could not be gone on with."""
    size: int
    """How many leaves have an index; the next one gets this."""
    origin: str | None = None
    """Its name; None until it is signed for the first time."""
    refused: str | None = None
    """Why nothing is signed any more; None while all is well."""


class SignedCheckpoint(Struct, frozen=True):
    """One signed statement of what the log holds."""

    log: int
    size: int
    signed_at: datetime
    note: str
    """The signed note as the C2SP specification ``tlog-checkpoint`` writes it."""


class Cosignature(Struct, frozen=True):
    """What a witness signed: that it knows this checkpoint, and that it goes on from all that it knew before."""

    size: int
    line: str
    """The signature line of a signed note, without its end."""


class IndexedLeaf(Struct, frozen=True):
    """One leaf that has its place."""

    index: int
    leaf_id: int
    action_id: str
    kind: str
    leaf: bytes


class Extended(Struct, frozen=True):
    """The tree at this size holds everything that was signed before, and its leaves are those that are stored."""

    size: int
    root: bytes


class Broken(Struct, frozen=True):
    """What is stored is not what was signed."""

    why: str
    index: int | None = None
    """The first leaf that is wrong, where that can be told."""


class SigningMemory(Protocol):
    """What this process knows to have been signed, kept outside the database: a restored backup does not undo it."""

    async def last(self) -> str | None:
        """The newest signed note; None where there is none yet."""

    async def remember(self, note: str) -> None:
        """This note is the newest one, durable."""


class AuditLog(Protocol):
    """The log in the database. Leaves come in with the changes that they record; here they get their order."""

    async def claim(self, now: datetime) -> bool:
        """Whether this process is to do the log's work for the next seconds.

        That spares work and no more: whoever works without it, or beyond its end, loses the compare-and-set.
        """

    async def sequence(self, at_most: int) -> int:
        """How many leaves got their index now; each leaf gets one, contiguous, once, whoever else tries."""

    async def head(self) -> LogHead:
        """The log that is written now."""

    async def size(self, log: int) -> int:
        """How many leaves of this log, which may be over, have an index; 0 where there is no such log."""

    async def refuse(self, log: int, why: str) -> None:
        """Nothing of this log is signed any more, by anybody, until another log is begun."""

    async def refusal(self, log: int) -> str | None:
        """Why nothing of this log is signed any more; None while all is well."""

    async def newest_checkpoint(self, log: int) -> SignedCheckpoint | None:
        """What was signed last."""

    async def checkpoints(self, log: int, after_size: int, limit: int) -> Sequence[SignedCheckpoint]:
        """What was signed beyond this size, smallest first."""

    async def cosigned_note(self, log: int, size: int) -> str | None:
        """The checkpoint of this size as a signed note, with what witnesses signed of it; None where there is none."""

    async def cosigned(self, log: int, count: int) -> Sequence[SignedCheckpoint]:
        """The newest so many checkpoints, the newest first, each note with what witnesses signed of it."""

    async def cosign(self, log: int, witness: str, cosignature: Cosignature) -> None:
        """It is kept, in the place of an older one by this witness of the same checkpoint. It was verified before."""

    async def newest_cosignature(self, log: int, witness: str) -> Cosignature | None:
        """That of the largest checkpoint that this witness signed."""

    async def root(self, log: int, size: int) -> bytes | None:
        """The root that the stored tree had at this size; None where it has never been so large."""

    async def extend(self, log: int, signed_size: int, signed_root: bytes, size: int) -> Extended | Broken:
        """The tree of this size, made anew from what was signed and from the stored bytes of every leaf since."""

    async def keep(self, origin: str, checkpoint: SignedCheckpoint, after_size: int) -> bool:
        """Whether it is kept, in the log of this name; False where another was kept since that of ``after_size``."""

    async def inclusion(self, log: int, index: int, size: int) -> Sequence[bytes]:
        """The hashes that prove that a leaf is at this index of the tree of this size."""

    async def consistency(self, log: int, old_size: int, size: int) -> Sequence[bytes]:
        """The hashes that prove that the tree of this size goes on from that of the old one."""

    async def tile(self, log: int, level: int, index: int) -> bytes:
        """The hashes of one tile as far as there are any, 32 bytes each."""

    async def leaves(self, log: int, start: int, limit: int) -> Sequence[IndexedLeaf]:
        """Leaves by their index, from this one on."""

    async def leaves_of(self, action_id: str) -> Sequence[IndexedLeaf]:
        """The leaves about one action, halt or approval that have their index, oldest first."""

    async def unplaced(self) -> Sequence[bytes]:
        """The leaves that have no index yet, in the order in which they will get one."""

    async def present_state(self) -> State:
        """What the database holds of everything that the log tells of."""

    async def shown(self, digest: str) -> bytes | None:
        """What somebody was shown, as it is kept beside the log; None where it is not, or was erased."""

    async def begin_anew(self, origin: str, leaf: bytes, kind: str) -> LogHead:
        """Another log of this name, whose first leaf is this one; what has no index yet comes into it."""


class Erasure(Struct, frozen=True):
    """What came of one action in which a person's values were to be erased."""

    action_id: str
    paths: tuple[Path, ...]
    why_not: str | None = None
    """Why nothing was erased; None where it was."""


class PersonalBook(Protocol):
    """What belongs to a person, by what the policy said when an action came in."""

    async def of_subject(self, subject: str) -> Sequence[str]:
        """The actions that may hold values of this person, by their ids."""

    async def erase(self, action_id: str, subject: str | None, by: Actor, at: datetime) -> Erasure | None:
        """What came of it, durable, with its leaf; None where the action holds nothing of this person.

        Without a subject, the values of everybody go.
        """
