"""Whom somebody who checks a log believes: public keys, or a C2SP policy file."""

from collections.abc import Sequence
from pathlib import Path

from bot.start_refused import StartRefused
from oversight.audit.log.checkpoint import Checkpoint, read_checkpoint
from oversight.audit.log.keys import BadKey, VerifierKey
from oversight.audit.log.note import BadNote, opened


def read_vkeys(keys: Sequence[str]) -> list[VerifierKey]:
    """The public keys, each as text or as the name of a file that holds some; raises StartRefused."""
    found: list[VerifierKey] = []
    for given in keys:
        lines = [given]
        if "+" not in given:
            try:
                lines = Path(given).read_text(encoding="utf-8").split()
            except (OSError, UnicodeDecodeError) as error:
                raise StartRefused(f"--key {given} is no public key, and no file with one: {error}") from error
        try:
            found += map(VerifierKey.read, lines)
        except BadKey as error:
            raise StartRefused(f"--key {given}: {error}") from error
    if not found:
        raise StartRefused("Say whom to believe: --key with the log's public key, from somebody you trust.")
    return found


def believed(note: str, whence: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The checkpoint in the note, signed by one of these keys for its own log; raises StartRefused."""
    try:
        signers = opened(note, keys)
        checkpoint = read_checkpoint(note)
    except BadNote as error:
        raise StartRefused(f"{whence} cannot be believed: {error}.") from error
    if checkpoint.origin not in {signer.name for signer in signers}:
        raise StartRefused(f"{whence} is of the log {checkpoint.origin}, and its signature of {signers[0].name}.")
    return checkpoint


def notes_in(text: str) -> list[str]:
    """The signed notes that stand one after the other in a text, each with its text, an empty line and signatures."""
    notes: list[str] = []
    parts = [part.strip("\n") for part in text.split("\n\n")]
    while len(parts) > 1:
        body, signatures, *rest = parts
        lines = signatures.split("\n")
        ours = [line for line in lines if line.startswith("\N{EM DASH} ")]
        notes.append(f"{body}\n\n" + "".join(f"{line}\n" for line in ours))
        parts = (["\n".join(lines[len(ours) :])] if lines[len(ours) :] else []) + rest
    return notes
