"""What may be signed: only what goes on from everything that was signed before, wherever that is remembered.

A log that signs two histories has proved that it cannot be believed. So whatever does not fit ends in a refusal that
stays until somebody looked: the database may have been restored from an old backup, or somebody changed it.
"""

from collections.abc import Sequence

from msgspec import Struct

from oversight.audit.log.checkpoint import Checkpoint, read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.merkle import EMPTY_ROOT
from oversight.audit.log.note import BadNote, opened, signed

AT_MOST = 50_000
"""Leaves between one checkpoint and the next: a log that was never signed is signed in steps."""


class Refused(Struct, frozen=True):
    """Nothing is signed, and why."""

    why: str
    lasting: bool = False
    """Whether it stays so until another log is begun: two histories would have to be signed, not only another key."""


class Known(Struct, frozen=True):
    """What was signed of this log, as far as anybody remembers."""

    in_database: Checkpoint
    remembered: Checkpoint
    """Outside the database, by this process."""

    @property
    def newest(self) -> Checkpoint:
        """The larger one. Killed between remembering and keeping, a process knows one that the database does not."""
        return max(self.in_database, self.remembered, key=lambda checkpoint: checkpoint.size)


def refuse_key(keys: Sequence[SigningKey], origin: str | None) -> Refused | None:
    """Why these keys sign nothing of the log with this name, or nothing to object."""
    if origin in (None, keys[0].name):
        return None
    return Refused(
        f"The log in the database is {origin}, and the key is for {keys[0].name}. Restart the bot if the key was "
        "changed; else put the right key back."
    )


def known_checkpoints(keys: Sequence[SigningKey], kept: str | None, remembered: str | None) -> Known | Refused:
    """What was signed so far; a refusal where one of the two notes is not this log's own.

    ``kept`` is the newest note in the database, ``remembered`` the newest one that this process knows from outside.
    """
    origin = keys[0].name
    in_database = _own(keys, kept)
    if isinstance(in_database, str):
        return Refused(
            f"The newest checkpoint in the database {in_database}. Put the key back that signed it; to change keys, "
            "let both sign for a while: sayso audit keygen --add."
        )
    outside = _own(keys, remembered)
    if isinstance(outside, str):
        return Refused(
            f"The newest checkpoint that is remembered outside the database {outside}. Either the key was changed, or "
            "the log was begun anew and this process still has its old memory: `sayso audit resume` tells more."
        )
    empty = Checkpoint(origin, 0, EMPTY_ROOT)
    return Known(in_database or empty, outside or empty)


def refuse_history(known: Known, size: int, root_then: bytes | None) -> Refused | None:
    """Why the log in the database does not go on from what is remembered, or nothing to object.

    ``size`` is how far the log has come, ``root_then`` its root when it had as many leaves as are remembered.
    """
    remembered = known.remembered
    if size < remembered.size:
        return Refused(
            f"The database went back in time: {remembered.size:,} leaves were signed, and it holds {size:,}. It was "
            "probably restored from an older backup. What was decided since then is missing from it.",
            lasting=True,
        )
    if root_then != remembered.root:
        return Refused(
            f"The first {remembered.size:,} leaves in the database are not those that were signed: something among "
            "them was changed, removed or put in, or the database is another one.",
            lasting=True,
        )
    return None


def refuse_behind_witness(witness: str, known: int, size: int) -> Refused | None:
    """Why the log in the database is not what this witness cosigned, or nothing to object.

    ``known`` is how many leaves the witness has seen signed, ``size`` how far the log has come.
    """
    if known <= size:
        return None
    return Refused(
        f"The database went back in time: the witness {witness} knows {known:,} leaves that were signed, and it holds "
        f"{size:,}. It was probably restored from an older backup. What was decided since then is missing from it.",
        lasting=True,
    )


def signed_checkpoint(keys: Sequence[SigningKey], size: int, root: bytes) -> str:
    """The signed note for this tree, with the signature of each key."""
    return signed(Checkpoint(keys[0].name, size, root).text, keys)


def _own(keys: Sequence[SigningKey], note: str | None) -> Checkpoint | str | None:
    """The checkpoint in the note; or what is wrong with it."""
    if note is None:
        return None
    try:
        opened(note, [key.verifier for key in keys])
        checkpoint = read_checkpoint(note)
    except BadNote as error:
        return f"cannot be believed ({error})"
    if checkpoint.origin != keys[0].name:
        return f"is of the log {checkpoint.origin}, and the key is for {keys[0].name}"
    return checkpoint
