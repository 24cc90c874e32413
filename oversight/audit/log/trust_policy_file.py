"""A policy file of C2SP ``tlog-policy`` is read line by line; whatever is not allowed there refuses the whole file."""

import re
from collections.abc import Callable, Mapping

from oversight.audit.log.cosignature import is_cosigner
from oversight.audit.log.keys import BadKey, VerifierKey
from oversight.audit.log.trust_policy import NONE, Group, TrustedLog, TrustPolicy, Witness, spelled

MOST_BYTES = 1_000_000
_NOT_ALLOWED = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_ITEM = re.compile(r"[^ \t]+")
_THRESHOLD = re.compile(r"[1-9][0-9]{0,5}")


class BadTrustPolicy(ValueError):
    """A file that is no policy: in which line, and why."""


def read_trust_policy(data: bytes) -> TrustPolicy:
    """The policy in this file; raises BadTrustPolicy."""
    if len(data) > MOST_BYTES:
        raise BadTrustPolicy("the file is too long for a policy")
    if data and not data.endswith(b"\n"):
        raise BadTrustPolicy("the last line has no end: was the file cut off?")
    reading = _Reading()
    for position, line in enumerate(data.split(b"\n"), start=1):
        try:
            reading.line(line)
        except BadTrustPolicy as error:
            raise BadTrustPolicy(f"line {position}: {error}") from error
    return reading.policy()


class _Reading:
    """What the lines so far have defined."""

    def __init__(self) -> None:
        self._logs: list[TrustedLog] = []
        self._witnesses: list[Witness] = []
        self._groups: list[Group] = []
        self._quorum: str | None = None
        self._defined: set[str] = set()
        self._members: set[str] = set()
        self._kinds: Mapping[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum_line,
        }

    def line(self, line: bytes) -> None:
        wrong = _NOT_ALLOWED.search(line)
        if wrong is not None:
            raise BadTrustPolicy(f"the octet 0x{wrong[0].hex()} is not allowed")
        kind, *items = _ITEM.findall(line.decode("utf-8", "surrogateescape")) or [""]
        if not kind or kind.startswith("#"):
            return
        read = self._kinds.get(kind)
        if read is None:
            raise BadTrustPolicy(f"a line begins with log, witness, group or quorum, not with {spelled(kind)}")
        read(items)

    def policy(self) -> TrustPolicy:
        if self._quorum is None:
            raise BadTrustPolicy("there is no quorum line; where no witness is asked for, write: quorum none")
        return TrustPolicy(tuple(self._logs), tuple(self._witnesses), tuple(self._groups), self._quorum)

    def _log(self, items: list[str]) -> None:
        if len(items) not in (1, 2):
            raise BadTrustPolicy("a log is written as: log KEY [URL]")
        log = TrustedLog(_key(items[0]), *items[1:])
        if any(log.key.public == other.key.public for other in self._logs):
            raise BadTrustPolicy(f"the key of {log.key.name} is that of another log")
        self._logs.append(log)

    def _witness(self, items: list[str]) -> None:
        if len(items) not in (2, 3):
            raise BadTrustPolicy("a witness is written as: witness NAME KEY [URL]")
        name, key = items[0], _key(items[1])
        if not is_cosigner(key):
            raise BadTrustPolicy(
                f"the key of {spelled(name)} is not one of a witness (types 4 and 6), but {key.key_type}"
            )
        if any(key.public == other.key.public for other in self._witnesses):
            raise BadTrustPolicy(f"the key of {spelled(name)} is that of another witness")
        self._define(name)
        self._witnesses.append(Witness(name, key, *items[2:]))

    def _group(self, items: list[str]) -> None:
        if len(items) < 3:  # noqa: PLR2004 - its name, how many, and a member
            raise BadTrustPolicy("a group is written as: group NAME all|any|NUMBER MEMBER...")
        name, asked, *members = items
        for member in members:
            self._need(member)
            if member in self._members:
                raise BadTrustPolicy(f"{spelled(member)} is already a member of a group, and can be of one only")
            self._members.add(member)
        self._groups.append(Group(name, _threshold(asked, len(members)), tuple(members)))
        self._define(name)

    def _quorum_line(self, items: list[str]) -> None:
        if len(items) != 1:
            raise BadTrustPolicy("a quorum is written as: quorum NAME")
        if self._quorum is not None:
            raise BadTrustPolicy("there is a quorum already")
        if items[0] != NONE:
            self._need(items[0])
        self._quorum = items[0]

    def _define(self, name: str) -> None:
        if name == NONE:
            raise BadTrustPolicy(f"{NONE} is no name for a witness or a group: it means that no witness is asked for")
        if name in self._defined:
            raise BadTrustPolicy(f"{spelled(name)} is defined twice")
        self._defined.add(name)

    def _need(self, name: str) -> None:
        if name not in self._defined:
            raise BadTrustPolicy(f"{spelled(name)} is not defined in a line before")


def _key(text: str) -> VerifierKey:
    try:
        return VerifierKey.read(text)
    except BadKey as error:
        raise BadTrustPolicy(f"{spelled(text)[:60]} is no key: {error}") from error


def _threshold(asked: str, members: int) -> int:
    known = {"any": 1, "all": members}
    if asked in known:
        return known[asked]
    if not _THRESHOLD.fullmatch(asked) or int(asked) > members:
        raise BadTrustPolicy(f"of {members} members, all, any, or a number from 1 to {members} can be asked for")
    return int(asked)
