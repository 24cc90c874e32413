"""The policy in force: read whole at start and on demand; a faulty file never replaces a good policy."""

import errno
import os
from difflib import get_close_matches
from pathlib import Path

import structlog

from oversight.policy import Policy
from oversight.policy.file.reading import BadPolicy, FaultAtLine, read_policy, warnings_in

LARGEST = 4 * 1024 * 1024
"""Bytes of a file that may be a policy; a path may lead to anything, also to what never ends."""

log = structlog.get_logger(__name__)


class NoPolicyFile(BadPolicy):
    """There is no policy to read: the file is not there, or its contents are no text."""

    def __init__(self, path: Path, error: OSError | UnicodeDecodeError) -> None:
        """What is wrong with the file, and which one may have been meant."""
        meant = None
        match error:
            case FileNotFoundError():
                meant = _alike(path)
                self.problem = f"There is no policy file {path}"
                self.fix = (
                    f"Did you mean {meant}"
                    if meant
                    else "Check the path and the working directory, or let `sayso init` write one"
                )
            case UnicodeDecodeError():
                self.problem, self.fix = f"The policy file {path} is not written in UTF-8", "Save it as UTF-8"
            case _:
                self.problem = f"The policy file {path} cannot be read: {error.strerror}"
                self.fix = "Check the path, and that this account may read it"
        self.fix += "? SAYSO_POLICY_FILE names it" if meant else "; SAYSO_POLICY_FILE names it"
        super().__init__((FaultAtLine(str(path), 1, self.problem, self.fix),))

    def __str__(self) -> str:
        """One sentence for a terminal; there is no line to name."""
        return f"{self.problem}. {self.fix}."


def _alike(path: Path) -> Path | None:
    """A file in the same folder with a similar name; None where there is none."""
    try:
        beside = {file.name: file for file in path.parent.iterdir() if file.suffix in (".yml", ".yaml")}
    except OSError:
        return None
    found = get_close_matches(path.name, beside, n=1)
    return beside[found[0]] if found else None


def _text(path: Path) -> str:
    with path.open("rb") as file:
        found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return found.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def load_policy(path: Path) -> tuple[Policy, str]:
    """The policy in the file and the file's text; raises BadPolicy with every fault."""
    try:
        text = _text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise NoPolicyFile(path, error) from error
    policy = read_policy(text)
    return policy, text


class PolicyFile:
    """A policy file whose newest valid contents are in force."""

    def __init__(self, path: Path) -> None:
        """The policy as the file has it now; raises BadPolicy where it has none."""
        self.path = path
        self.policy, self.text = load_policy(path)
        self._warn()
        self.last_fault: BadPolicy | None = None
        """Why the file's present contents are not in force, if they are not."""

    def put_in_force(self, policy: Policy, text: str) -> None:
        """This policy, read from this text, is the running one."""
        self.policy, self.text, self.last_fault = policy, text, None
        self._warn()
        log.info("policy reloaded", hash=policy.hash)

    def refuse(self, fault: BadPolicy) -> None:
        """The running policy stays, and this is why."""
        self.last_fault = fault
        log.error("policy not reloaded; the running one stays", faults=list(map(str, fault.faults)))

    def _warn(self) -> None:
        """Steps that never come are in the log; a type whose own deadline is short has it on purpose."""
        for warning in warnings_in(self.policy, self.text, of_types=False):
            log.warning("the policy says what never happens", warning=str(warning))
