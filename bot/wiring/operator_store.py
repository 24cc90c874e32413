"""Storage as the operator's commands use it: opened for one errand, beside a bot that may be running."""

import getpass
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import Settings
from bot.start_refused import StartRefused
from oversight.action.action import Agent
from oversight.action.decision import Actor, DeciderKind
from oversight.action.refusal import Refusal
from oversight.agents.keys import PREFIX_BYTES, SECRET_BYTES
from oversight.people.person import Person
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.ports.world import DirectoryUnavailable
from oversight.usecases.agents.manage_agents import add_agent
from storage.engine.errors import NoDatabase, StorageError
from storage.engine.sqlite.served_file import is_there, sqlite_file
from storage.store import Store, open_store


@asynccontextmanager
async def operator_store(settings: Settings, *, makes: bool = False) -> AsyncIterator[Store]:
    """The storage of these settings for an errand; raises StartRefused where it cannot be opened.

    Without ``makes`` there has to be one: an errand in the wrong folder would find an empty database and say so.
    """
    url = settings.database_url.get_secret_value()
    path = sqlite_file(url)
    try:
        if not makes and path is not None and not is_there(path):
            raise NoDatabase(
                f"There is no database at {path.absolute()}. Run this where the bot runs, with its settings "
                "(SAYSO_DATABASE_URL); `sayso run` makes a new one."
            )
        async with open_store(url, serving=False) as store:
            yield store
    except StorageError as error:
        raise StartRefused(str(error)) from error


async def register_agent(
    name: str, store: Store, *, owner: str | None = None, types: tuple[str, ...] = ("*",)
) -> str | Refusal:
    """The key of a new agent, made of fresh random bytes."""
    agent = Agent(store.ids.agent_id(), name, owner, types)
    return await add_agent(agent, random_key_bytes(), operator(), store.agents, store.clock)


def operator() -> Actor:
    """Whoever may use this database; the operating system knows a name."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in some containers
        name = "operator"
    return Actor(DeciderKind.HUMAN, f"cli:{name}", f"{name} (command line)")


def random_key_bytes() -> bytes:
    """What a key is minted from."""
    return secrets.token_bytes(PREFIX_BYTES + SECRET_BYTES)


def errand_ports(store: Store, policy: Policy, settings: Settings) -> Ports:
    """The ports for an errand that asks nobody in Slack."""
    return Ports(*store.books, store.clock, store.ids, OfflineDirectory(), FixedPolicy(policy), settings.lottery_key())


@dataclass(frozen=True, slots=True)
class FixedPolicy:
    """A policy that no reload replaces."""

    policy: Policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        """The policy itself, if it is the one."""
        return self.policy if self.policy.hash == policy_hash else None


class OfflineDirectory:
    """The directory of a command line: nobody can be looked up, so nobody can decide."""

    home_team = ""

    async def home(self) -> str:
        """Raises DirectoryUnavailable."""
        raise DirectoryUnavailable("the workspace is not asked for from the command line")

    async def person(self, user_id: str) -> Person | None:
        """Raises DirectoryUnavailable."""
        raise DirectoryUnavailable(f"{user_id} cannot be looked up from the command line")

    def named(self, text: str) -> frozenset[str] | None:  # noqa: ARG002 - whoever is named
        """Not known."""
        return None

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:  # noqa: ARG002 - whoever it is
        """Not known."""
        return False

    async def user_ids(self, reviewers: Sequence[str]) -> frozenset[str]:
        """Raises DirectoryUnavailable."""
        raise DirectoryUnavailable(f"{reviewers} cannot be looked up from the command line")
