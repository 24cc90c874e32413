"""Who is who, asked of Slack and remembered for a minute: an account closed now decides nothing a minute from now.

Where Slack cannot be asked, DirectoryUnavailable is raised; no earlier answer is used instead.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import structlog
from msgspec.structs import replace
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import NOBODY, SlackFault, answer
from bot.slack.people import SlackPeople, person_of
from oversight.people.person import Person
from oversight.ports.world import DirectoryUnavailable

log = structlog.get_logger(__name__)

FRESH_SECONDS = 60.0
PATIENCE_SECONDS = 1.2
"""For each question; a click asks two or three and must be answered within Slack's three seconds."""

T = TypeVar("T")


class _Remembered(Generic[T]):
    """Answers by key, each fetched once however many ask at the same time, and forgotten after a minute."""

    def __init__(self, fetch: Callable[[str], Awaitable[T]], monotonic: Callable[[], float]) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._known: dict[str, tuple[float, T]] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def get(self, key: str) -> T:
        async with self._asking.setdefault(key, asyncio.Lock()):
            known = self._known.get(key)
            if known is not None and self._monotonic() - known[0] < FRESH_SECONDS:
                return known[1]
            asked_at = self._monotonic()
            self._known.pop(key, None)
            value = await self._fetch(key)
            self._known[key] = (asked_at, value)
            return value


class SlackDirectory:
    """The workspace's people and user groups."""

    def __init__(
        self,
        slack: AsyncWebClient,
        monotonic: Callable[[], float] = time.monotonic,
        *,
        now: Callable[[], datetime | None] = lambda: None,
        vouched_by: str | None = None,
    ) -> None:
        """Nothing is asked yet; ``vouched_by`` is how Slack proves that a click is a person's."""
        self._slack = slack
        self._now = now
        self._vouched_by = vouched_by
        self._home_team = ""
        self._workspace_url: str | None = None
        self._home = asyncio.Lock()
        self._people = _Remembered(self._fetch_person, monotonic)
        self._handles = _Remembered(self._fetch_handles, monotonic)
        self._members = _Remembered(self._fetch_members, monotonic)
        self.people = SlackPeople(slack, lambda: self._home_team, monotonic)

    @property
    def home_team(self) -> str:
        """The workspace's team id; empty, which is nobody's, until Slack has told it."""
        return self._home_team

    @property
    def workspace_url(self) -> str | None:
        """``https://acme.slack.com/``, once Slack has told it."""
        return self._workspace_url

    async def home(self) -> str:
        """The workspace's team id; raises DirectoryUnavailable where Slack does not tell."""
        async with self._home:
            if not self._home_team:
                told = await self._ask("auth.test", self._slack.auth_test())
                self._home_team, self._workspace_url = str(told["team_id"]), told.get("url")
        return self._home_team

    async def person(self, user_id: str) -> Person | None:
        """The user as the workspace knew them at most a minute ago."""
        await self.home()
        return await self._people.get(user_id)

    def named(self, text: str) -> frozenset[str] | None:
        """Whom the text may mean, by the list of people that is at hand; None where that cannot be said."""
        return self.people.named(text)

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:
        """Whether the person is one of these, and still there, as far as is at hand; False where that is not known."""
        return self.people.may_still(user_id, reviewers)

    async def user_ids(self, reviewers: Sequence[str]) -> frozenset[str]:
        """The ids behind user ids and ``@group`` handles; an unknown or disabled group is nobody."""
        found: set[str] = set()
        for reviewer in reviewers:
            if not reviewer.startswith("@"):
                found.add(reviewer)
                continue
            group = (await self._handles.get("")).get(reviewer.removeprefix("@").lower())
            if group is None:
                log.warning("no such user group, so nobody is in it", handle=reviewer)
            else:
                found |= await self._members.get(group)
        return frozenset(found)

    async def group_id(self, handle: str) -> str | None:
        """The id of a user group by its ``@handle``; None where there is none or Slack cannot be asked."""
        try:
            return (await self._handles.get("")).get(handle.removeprefix("@").lower())
        except DirectoryUnavailable:
            return None

    async def _fetch_person(self, user_id: str) -> Person | None:
        try:
            user = (await self._ask("users.info", self._slack.users_info(user=user_id)))["user"]
        except DirectoryUnavailable as unavailable:
            cause = unavailable.__cause__
            if isinstance(cause, SlackFault) and cause.error in NOBODY:
                return None
            raise
        return replace(person_of(user, self._home_team), vouched_by=self._vouched_by, checked_at=self._now())

    async def _fetch_handles(self, _key: str) -> dict[str, str]:
        groups = (await self._ask("usergroups.list", self._slack.usergroups_list()))["usergroups"]
        return {str(group["handle"]).lower(): str(group["id"]) for group in groups if not group.get("date_delete")}

    async def _fetch_members(self, group: str) -> frozenset[str]:
        told = await self._ask("usergroups.users.list", self._slack.usergroups_users_list(usergroup=group))
        return frozenset(told["users"])

    @staticmethod
    async def _ask(method: str, call: Awaitable[Any]) -> dict[str, Any]:
        try:
            return await answer(method, call, PATIENCE_SECONDS)
        except SlackFault as fault:
            raise DirectoryUnavailable(f"Slack was asked who is who and said: {fault}") from fault
