"""The policy in force, and those that pending actions came in under."""

import structlog

from bot.policy_source import PolicyFile
from oversight.policy import Policy
from oversight.policy.reading import BadPolicy, read_policy
from oversight.ports import Clock
from storage.database import Database
from storage.policies import recall_policy, remember_policy

log = structlog.get_logger(__name__)


class PolicyArchive:
    """A policy file together with the database's memory of its earlier contents."""

    def __init__(self, file: PolicyFile, database: Database, clock: Clock) -> None:
        """The file's policy is in force; :meth:`remember` keeps it for good."""
        self.file = file
        self._database = database
        self._clock = clock
        self._known: dict[str, Policy] = {}

    @property
    def policy(self) -> Policy:
        """The newest policy that was valid as a whole."""
        return self.file.policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        """The policy with this hash; None where its text is lost, or means nothing to this version of the program."""
        if policy_hash == self.policy.hash:
            return self.policy
        if policy_hash not in self._known and (text := await recall_policy(self._database, policy_hash)) is not None:
            try:
                self._known[policy_hash] = read_policy(text)
            except BadPolicy as error:
                log.warning("an earlier policy can no longer be read", hash=policy_hash, faults=len(error.faults))
        return self._known.get(policy_hash)

    async def remember(self) -> None:
        """The policy in force can be recalled for as long as the database lives."""
        await remember_policy(self._database, self.policy.hash, self.file.text, self._clock.now())
