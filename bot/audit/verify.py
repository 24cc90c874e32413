"""Files that somebody was given are checked, offline."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot.audit.trust import believed, notes_in
from bot.start_refused import StartRefused
from oversight.audit.log.checking import BadExport, ReadFile, check
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log.merkle import verify_consistency
from oversight.audit.log.proof import FIRST_LINE, BadProof, proved, read_proof
from oversight.audit.log.trust_policy import NONE, TrustPolicy
from oversight.audit.log.witnessing import BadRequest, read_request


class Verified(Struct, frozen=True):
    """What came of it, in words."""

    is_right: bool
    lines: tuple[str, ...]
    index: int | None = None
    """The first leaf that is wrong."""


def verify_folder(folder: Path, trust: TrustPolicy, against: Sequence[Path]) -> Verified:
    """Whether the export is what its checkpoint says, and goes on from what was kept from earlier."""
    read = reader(folder)
    note = read("checkpoint")
    if note is None:
        raise StartRefused(f"{folder} holds no export: there is no checkpoint in it.")
    try:
        written = note.decode()
    except UnicodeDecodeError as error:
        raise StartRefused(f"{folder / 'checkpoint'} cannot be believed: it is no text.") from error
    checkpoint = believed(written, str(folder / "checkpoint"), trust)
    older = [known for kept in against for known in _kept(kept, trust) if known.origin == checkpoint.origin]
    earlier = next((reader(kept) for kept in against if kept.is_dir()), None)
    leaves = 0
    try:
        for _ in check(checkpoint, read, older, earlier):
            leaves += 1
    except BadExport as error:
        where = "" if error.index is None else f" First bad index: {error.index}"
        until = "" if error.until is None else f" or later, before {error.until}"
        return Verified(is_right=False, lines=(f"WRONG: {error}.{where}{until}",), index=error.index)
    goes_on = f" It goes on from {len(older):,} older checkpoints." if older else ""
    return Verified(
        is_right=True,
        lines=(
            f"Right: {leaves:,} leaves of {checkpoint.origin}, each as it was signed, and none is missing.{goes_on}",
        ),
    )


def verify_proof(file: Path, trust: TrustPolicy, against: Sequence[Path]) -> Verified:
    """Whether a ``.tlog-proof`` proves what it carries; or a proof of consistency, that the log only grew."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StartRefused(f"{file} cannot be read: {error}") from error
    if not text.startswith(FIRST_LINE):
        return _verify_consistency(text, file, trust, against)
    try:
        proof = read_proof(text)
        checkpoint = proved(proof)
    except BadProof as error:
        return Verified(is_right=False, lines=(f"WRONG: {error}.",))
    believed(proof.checkpoint, str(file), trust)
    told = f"Right: leaf {proof.index} of {checkpoint.origin} ({checkpoint.size:,} leaves) says:"
    return Verified(is_right=True, lines=(told, (proof.extra or b"").decode(errors="replace")), index=proof.index)


def _verify_consistency(text: str, file: Path, trust: TrustPolicy, against: Sequence[Path]) -> Verified:
    try:
        request = read_request(text)
    except BadRequest as error:
        raise StartRefused(f"{file} is no export, no .tlog-proof and no proof of consistency: {error}.") from error
    now = believed(request.checkpoint, str(file), trust)
    grew = f"{now.origin} only grew from {request.old_size:,} to {now.size:,} leaves"
    old = [known for kept in against for known in _kept(kept, trust) if known.size == request.old_size]
    if not old:
        raise StartRefused(f"{file} proves that {grew}, if you say from which checkpoint: --against THAT_CHECKPOINT")
    if not verify_consistency(request.old_size, now.size, old[0].root, now.root, request.hashes):
        return Verified(is_right=False, lines=(f"WRONG: it does not prove that {grew}.",))
    return Verified(is_right=True, lines=(f"Right: {grew}; nothing before was changed.",))


def _kept(file: Path, trust: TrustPolicy) -> list[Checkpoint]:
    """The checkpoints that somebody kept: in a file of notes, or of an older export."""
    try:
        text = (file / "checkpoint" if file.is_dir() else file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StartRefused(f"--against {file} cannot be read: {error}") from error
    notes = notes_in(text)
    if not notes:
        raise StartRefused(f"--against {file} holds no checkpoint.")
    # Whether the log goes on from it is asked, and for that its own signature is enough: no witness need have seen it.
    return [believed(note, str(file), replace(trust, quorum=NONE)) for note in notes]


def reader(folder: Path) -> ReadFile:
    """Reads the files of an export."""

    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    return read
