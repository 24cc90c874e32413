"""Whom somebody who checks a log believes: public keys, a C2SP policy file, or both."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from bot.start_refused import StartRefused
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log.keys import BadKey, VerifierKey
from oversight.audit.log.note import BadNote
from oversight.audit.log.trust_policy import TrustPolicy, judge, simple_policy
from oversight.audit.log.trust_policy_file import BadTrustPolicy, read_trust_policy

NOBODY = (
    "Say whom to believe: --key with the log's public key, from somebody you trust, "
    "or --policy with a C2SP policy file."
)

CUT_OFF = "(cut-off)"
"""Ends what a power cut or a full disk left of a note, where something is written after it."""


def read_trust(keys: Sequence[str], policy: Path | None) -> TrustPolicy:
    """The logs of these keys and of this policy file are believed, by its quorum; raises StartRefused."""
    found = simple_policy(_read_keys(keys))
    if policy is not None:
        try:
            told = read_trust_policy(policy.read_bytes())
        except (OSError, BadTrustPolicy) as error:
            raise StartRefused(f"--policy {policy} cannot be followed: {error}") from error
        found = replace(told, logs=(*told.logs, *found.logs))
    if not found.logs:
        raise StartRefused(NOBODY)
    return found


def believed(note: str, whence: str, trust: TrustPolicy) -> Checkpoint:
    """The checkpoint in the note, signed by its own log, which is trusted, and by a quorum; raises StartRefused."""
    try:
        judgement = judge(trust, note)
    except BadNote as error:
        raise StartRefused(f"{whence} cannot be believed: {error}.") from error
    if why := judgement.why_not:
        raise StartRefused(f"{whence} cannot be believed: {why}.")
    return judgement.checkpoint


def notes_in(text: str) -> list[str]:
    """The signed notes that stand one after the other in a text, each with its text, an empty line and signatures.

    What was cut off is none.
    """
    notes: list[str] = []
    parts = [part.strip("\n") for part in text.split("\n\n")]
    while len(parts) > 1:
        body, signatures, *rest = parts
        lines = signatures.split("\n")
        ours = [line for line in lines if line.startswith("\N{EM DASH} ")]
        if ours and not ours[-1].endswith(CUT_OFF):
            notes.append(f"{body}\n\n" + "".join(f"{line}\n" for line in ours))
        parts = (["\n".join(lines[len(ours) :])] if lines[len(ours) :] else []) + rest
    return notes


def _read_keys(keys: Sequence[str]) -> list[VerifierKey]:
    """The public keys, each as text or as the name of a file that holds some."""
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
    return found
