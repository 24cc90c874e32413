"""The policy in force, and those that pending actions came in under."""

import asyncio

import structlog

from bot.policy.source import PolicyFile, load_policy
from oversight.policy import Policy
from oversight.policy.file.reading import BadPolicy, FaultAtLine, read_policy
from oversight.ports.world import Clock
from storage.engine.database import Database
from storage.engine.errors import StorageError
from storage.policies import SqlPolicies

log = structlog.get_logger(__name__)


class PolicyArchive:
    """A policy file together with the database's memory of its earlier contents."""

    def __init__(self, file: PolicyFile, database: Database, clock: Clock) -> None:
        """The file's policy is in force; :meth:`remember` keeps it for good."""
        self.file = file
        self._policies = SqlPolicies(database)
        self._clock = clock
        self._known: dict[str, Policy] = {}
        self._reloading = asyncio.Lock()

    @property
    def policy(self) -> Policy:
        """The newest policy that was valid as a whole."""
        return self.file.policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        """The policy with this hash; None where its text is lost, or means nothing to this version of the program."""
        if policy_hash == self.policy.hash:
            return self.policy
        if policy_hash not in self._known and (text := await self._policies.recall(policy_hash)) is not None:
            try:
                self._known[policy_hash] = read_policy(text)
            except BadPolicy as error:
                log.warning("an earlier policy can no longer be read", hash=policy_hash, faults=len(error.faults))
        return self._known.get(policy_hash)

    async def remember(self) -> None:
        """The policy in force can be recalled for as long as the database lives."""
        await self._policies.remember(self.policy.hash, self.file.text, self._clock.now())

    async def reload(self) -> bool:
        """Whether the file's contents are in force now; where they are faulty, the running policy stays.

        They are in the database before an action comes in under them: else nobody could decide it after a restart.
        """
        async with self._reloading:
            try:
                policy, text = load_policy(self.file.path)
                await self._policies.remember(policy.hash, text, self._clock.now())
            except BadPolicy as fault:
                self.file.refuse(fault)
            except StorageError as error:
                problem = f"the database did not take the policy ({error})"
                fix = "When it answers again: sayso policy reload"
                self.file.refuse(BadPolicy((FaultAtLine(str(self.file.path), 1, problem, fix),)))
            else:
                self.file.put_in_force(policy, text)
                return True
        return False
