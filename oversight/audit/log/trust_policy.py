"""Whom somebody who checks a log believes: its logs, its witnesses and their quorum; C2SP ``tlog-policy``.

Names are octets without a meaning of their own. Those that are no UTF-8 are kept as lone surrogates, so that two names
are equal only where all their octets are.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from oversight.audit.log.checkpoint import Checkpoint, checkpoint_of
from oversight.audit.log.keys import VerifierKey, is_key_name
from oversight.audit.log.note import read_note, signers_of

NONE = "none"
"""The quorum that asks for no witness."""
_ALL_OF_THEM = "witnesses"


class TrustedLog(Struct, frozen=True):
    """A log that is believed."""

    key: VerifierKey
    url: str | None = None


class Witness(Struct, frozen=True):
    """A witness, by its name in the policy."""

    name: str
    key: VerifierKey
    url: str | None = None


class Group(Struct, frozen=True):
    """Witnesses and groups, of which at least so many have to agree."""

    name: str
    threshold: int
    members: tuple[str, ...]


class Judgement(Struct, frozen=True):
    """What a policy says of one checkpoint."""

    checkpoint: Checkpoint
    logs: tuple[VerifierKey, ...]
    """The trusted keys of this very log that signed it."""
    witnesses: tuple[str, ...]
    """The witnesses that cosigned it, in the order of the policy."""
    has_quorum: bool
    quorum: str

    @property
    def why_not(self) -> str | None:
        """Why the checkpoint is not believed; None where it is."""
        if not self.logs:
            return f"the checkpoint of {self.checkpoint.origin} is not signed by a log of this name that is trusted"
        if not self.has_quorum:
            found = ", ".join(map(spelled, self.witnesses)) or "nobody"
            return f"the quorum {spelled(self.quorum)} is not reached: the checkpoint was cosigned by {found}"
        return None


class TrustPolicy(Struct, frozen=True):
    """The logs and the witnesses that are believed, and how many of these it takes."""

    logs: tuple[TrustedLog, ...]
    witnesses: tuple[Witness, ...]
    groups: tuple[Group, ...]
    """Each after those that it names."""
    quorum: str

    def written(self) -> bytes:
        """The policy as a file, without the comments that it was read with."""
        lines = [
            *(["log", log.key.written(), log.url or ""] for log in self.logs),
            *(["witness", one.name, one.key.written(), one.url or ""] for one in self.witnesses),
            *(["group", group.name, str(group.threshold), *group.members] for group in self.groups),
            ["quorum", self.quorum],
        ]
        return "".join(" ".join(filter(None, line)) + "\n" for line in lines).encode("utf-8", "surrogateescape")

    def has_quorum(self, cosigned_by: frozenset[str]) -> bool:
        """Whether these witnesses are enough."""
        agreed = {witness.name for witness in self.witnesses} & cosigned_by
        for group in self.groups:
            if sum(member in agreed for member in group.members) >= group.threshold:
                agreed.add(group.name)
        return self.quorum == NONE or self.quorum in agreed


def simple_policy(
    logs: Sequence[VerifierKey], witnesses: Mapping[str, VerifierKey] | None = None, threshold: int | None = None
) -> TrustPolicy:
    """A policy by which any of these logs is believed, with all witnesses if not fewer are asked for.

    ValueError where no file could say so, or where it could never be fulfilled.
    """
    named = witnesses or {}
    asked = len(named) if threshold is None else threshold
    if any(not is_key_name(name) or name in (NONE, _ALL_OF_THEM) for name in named):
        raise ValueError(f"a witness is called neither {NONE} nor {_ALL_OF_THEM}, and without a space")
    if named and not 1 <= asked <= len(named):
        raise ValueError(f"of {len(named)} witnesses, {asked} can not be asked for")
    return TrustPolicy(
        tuple(map(TrustedLog, logs)),
        tuple(Witness(name, key) for name, key in named.items()),
        (Group(_ALL_OF_THEM, asked, tuple(named)),) if named else (),
        _ALL_OF_THEM if named else NONE,
    )


def judge(policy: TrustPolicy, written: str, known_logs: Sequence[VerifierKey] = ()) -> Judgement:
    """What the policy says of a signed checkpoint; raises BadNote where it is none, or a known key's signature wrong.

    ``known_logs`` are keys of logs that are trusted beside those in the policy, which may name none.
    """
    note = read_note(written)
    checkpoint = checkpoint_of(note.text)
    log_keys = [log.key for log in policy.logs] + list(known_logs)
    signers = signers_of(note, log_keys + [witness.key for witness in policy.witnesses])
    cosigned_by = tuple(witness.name for witness in policy.witnesses if witness.key in signers)
    return Judgement(
        checkpoint,
        tuple(key for key in signers if key in log_keys and key.name == checkpoint.origin),
        cosigned_by,
        policy.has_quorum(frozenset(cosigned_by)),
        policy.quorum,
    )


def spelled(name: str) -> str:
    """A name of the policy as it can be shown."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
