"""The policy in force: read whole at start and on demand; a faulty file never replaces a good policy."""

from pathlib import Path

import structlog

from oversight.policy import Policy
from oversight.policy.reading import BadPolicy, Fault, read_policy, warnings_in

log = structlog.get_logger(__name__)


def load_policy(path: Path) -> tuple[Policy, str]:
    """The policy in the file and the file's text; raises BadPolicy with every fault."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        mend = "Set COUNTERSIGN_POLICY_FILE to a readable policy.yml"
        raise BadPolicy((Fault(str(path), 1, f"the file cannot be read: {error}", mend),)) from error
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

    def reload(self) -> bool:
        """Whether the file's contents are in force now; where they are faulty, the running policy stays."""
        try:
            self.policy, self.text = load_policy(self.path)
        except BadPolicy as error:
            self.last_fault = error
            log.error("policy not reloaded; the running one stays", faults=[str(fault) for fault in error.faults])  # noqa: TRY400 - the faults say it all
            return False
        self.last_fault = None
        self._warn()
        log.info("policy reloaded", hash=self.policy.hash)
        return True

    def _warn(self) -> None:
        """Steps that never come are in the log; a type whose own deadline is short has it on purpose."""
        for warning in warnings_in(self.policy, self.text, of_types=False):
            log.warning("the policy says what never happens", warning=str(warning))
