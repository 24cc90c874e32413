"""Everybody in the workspace, listed ahead of need: who is meant by a name is then known without asking Slack.

Nothing that an agent or a person does waits for the list. It is asked for in the background, every few minutes, and
sooner where a name was not in it; page by page at a pace that Slack allows.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.fault import SlackFault, answer
from oversight.people.person import Person
from oversight.people.roll import Roll

log = structlog.get_logger(__name__)

EVERY_SECONDS = 300.0
SOONEST_SECONDS = 60.0
"""The pause between two looks where a name was not found."""
AGAIN_SECONDS = 15.0
"""The pause between two looks where Slack did not answer."""
FRESH_SECONDS = 3 * EVERY_SECONDS
"""How long a name that is not on the list is taken for nobody's."""
A_PAGE = 500
PAGE_PAUSE_SECONDS = 3.0
"""Slack lets ``users.list`` be called some twenty times a minute."""
PATIENCE_SECONDS = 10.0


class SlackPeople:
    """The workspace's people and the members of its user groups, as they were at the last look."""

    def __init__(
        self, slack: AsyncWebClient, home_team: Callable[[], str], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Nobody is known yet."""
        self._slack = slack
        self._home_team = home_team
        self._monotonic = monotonic
        self._wanted = asyncio.Event()
        self._roll: Roll | None = None
        self._groups: dict[str, frozenset[str]] = {}
        self._looked_at = 0.0

    def named(self, text: str) -> frozenset[str] | None:
        """The ids of all whom the text may mean; empty where that is nobody; None where it cannot be said."""
        found = frozenset[str]() if self._roll is None else self._roll.named(text)
        if not found:
            self._wanted.set()
            is_fresh = self._roll is not None and self._monotonic() - self._looked_at < FRESH_SECONDS
            return found if is_fresh else None
        return found

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:
        """Whether the person is one of these ids and ``@groups``, and their account is open; False where not known."""
        if self._roll is None or user_id not in self._roll.people:
            return False
        groups = (
            self._groups.get(reviewer.removeprefix("@").lower(), frozenset())
            for reviewer in reviewers
            if reviewer[0] == "@"
        )
        return user_id in reviewers or any(user_id in members for members in groups)

    async def look(self) -> Roll:
        """Everybody, as they are now; raises SlackFault where Slack does not tell, and what was known stays."""
        people = [person async for person in self._all()]
        groups = (await self._ask("usergroups.list", self._slack.usergroups_list(include_users=True)))["usergroups"]
        members = {
            str(group["handle"]).lower(): frozenset(map(str, group.get("users") or ()))
            for group in groups
            if not group.get("date_delete")
        }
        # Ten thousand people have names for two seconds of work, in which everybody else is served.
        roll = await asyncio.to_thread(Roll, people)
        self._roll, self._groups, self._looked_at = roll, members, self._monotonic()
        return roll

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """The list is kept up to date while this block runs, from its beginning; nothing waits for it."""
        keeping = asyncio.create_task(self._keep(), name="people")
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            pause = await self._looked()
            await asyncio.sleep(pause or SOONEST_SECONDS)
            if pause is None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wanted.wait(), EVERY_SECONDS - SOONEST_SECONDS)

    async def _looked(self) -> float | None:
        """None where everybody is listed; else after how many seconds it is tried again."""
        try:
            await self.look()
        except SlackFault as fault:
            log.warning("people cannot be listed, so names of requesters are not checked", why=str(fault))
            return max(AGAIN_SECONDS, fault.retry_after or 0)
        except Exception:
            log.exception("people cannot be listed, so names of requesters are not checked")
            return SOONEST_SECONDS
        self._wanted.clear()
        return None

    async def _all(self) -> AsyncIterator[Person]:
        cursor = ""
        while True:
            page = await self._ask("users.list", self._slack.users_list(limit=A_PAGE, cursor=cursor or None))
            for user in page["members"]:
                yield person_of(user, self._home_team())
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
            await asyncio.sleep(PAGE_PAUSE_SECONDS)

    @staticmethod
    async def _ask(method: str, call: Awaitable[Any]) -> dict[str, Any]:
        return await answer(method, call, PATIENCE_SECONDS)


_NAMES = ("display_name", "display_name_normalized", "real_name", "real_name_normalized")


def person_of(user: dict[str, Any], home_team: str) -> Person:
    """The person of one of Slack's user objects, with everything that Slack calls them."""
    profile = user.get("profile") or {}
    # In an organisation a member of several workspaces carries the id of one of them, and another id of its own.
    organisation = user.get("enterprise_user") or {}
    names = [profile.get(name) for name in _NAMES] + [user.get("real_name"), user.get("name")]
    said = tuple(dict.fromkeys(str(name) for name in (*names, organisation.get("id")) if name))
    shown = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return Person(
        id=str(user["id"]),
        team_id=home_team if home_team in (organisation.get("teams") or []) else str(user.get("team_id", "")),
        name=next((str(name) for name in shown if name), str(user["id"])),
        email=profile.get("email"),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_deactivated=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_stranger=bool(user.get("is_stranger")),
        names=said,
    )
