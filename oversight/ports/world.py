"""Time, names and people."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from oversight.people.person import Person
from oversight.policy import Policy


class Clock(Protocol):
    """Time, the database's where there are several of us."""

    def now(self) -> datetime:
        """Aware UTC."""


_Made = TypeVar("_Made")


class Apart(Protocol):
    """Where long computations run, so that nothing else waits for them."""

    async def __call__(self, work: Callable[[], _Made], /) -> _Made:
        """What the work returns; what it raises is raised here."""


async def at_once(work: Callable[[], _Made], /) -> _Made:
    """Everything else waits: for a command that has nothing else to do, and for tests."""
    return work()


class Ids(Protocol):
    """Fresh identifiers that sort by time."""

    def action_id(self) -> str:
        """``act_`` and 26 characters."""

    def agent_id(self) -> str:
        """``agt_`` and 26 characters."""

    def digest_id(self) -> str:
        """``dig_`` and 26 characters."""

    def halt_id(self) -> str:
        """``hlt_`` and 26 characters."""

    def standing_id(self) -> str:
        """``sta_`` and 26 characters."""

    def salt(self) -> str:
        """32 hexadecimal digits that nobody can guess."""

    def edit_token(self) -> str:
        """``edt_`` and 26 characters."""


class DirectoryUnavailable(Exception):
    """Slack could not be asked who somebody is. Whoever asked must treat the person as not entitled."""


class Directory(Protocol):
    """Who is who in the workspace."""

    @property
    def home_team(self) -> str:
        """The workspace's team id."""

    async def home(self) -> str:
        """The workspace's team id, asked for where it is not known yet; raises DirectoryUnavailable."""

    async def person(self, user_id: str) -> Person | None:
        """The user as the workspace knows them now; raises DirectoryUnavailable where it cannot be asked."""

    def named(self, text: str) -> frozenset[str] | None:
        """The ids of all whom a text may mean, without asking Slack; empty where nobody, None where not known."""

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:
        """Whether the user is there and one of these ids and ``@groups``, without asking Slack; False where unsure."""

    async def user_ids(self, reviewers: Sequence[str]) -> frozenset[str]:
        """The user ids behind ids and ``@group`` handles; raises DirectoryUnavailable where it cannot be asked."""


class PolicySource(Protocol):
    """The policy in force."""

    @property
    def policy(self) -> Policy:
        """The newest policy that was valid as a whole."""

    async def pinned(self, policy_hash: str) -> Policy | None:
        """The policy with this hash, under which an action came in; None where it is no longer known."""
