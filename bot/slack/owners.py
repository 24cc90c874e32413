"""Who answers for an agent: one person whom Slack knows, for owners may not approve what their agents propose."""

import re
from collections.abc import Awaitable, Sequence
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.app import slack_client
from bot.slack.fault import NOBODY, SlackFault, answer
from bot.slack.people import SlackPeople, person_of
from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.person import Person
from oversight.people.roll import Roll

GIVE_AN_ID = "Give a Slack user id: in Slack, on the person's profile, ⋮ and Copy member ID."

_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


class Owners:
    """Looks people up as an operator writes them: an id, an address, or any name."""

    def __init__(self, slack: AsyncWebClient) -> None:
        """Nobody is looked up yet."""
        self._slack = slack
        self._everybody: Roll | None = None

    async def called(self, name: str) -> Sequence[Person]:
        """Everybody whom the name may mean; raises SlackFault where Slack does not tell."""
        said, found = name.strip(), list[Person]()
        if _ID.fullmatch(said):
            found = await self._one("users.info", self._slack.users_info(user=said))
        elif _MAIL.fullmatch(said):
            found = await self._one("users.lookupByEmail", self._slack.users_lookupByEmail(email=said))
        if found:
            return found
        # WILL looks like an id and is a name; will+agents@ is the address of will@.
        if self._everybody is None:
            self._everybody = await SlackPeople(self._slack, lambda: "").look()
        return [self._everybody.people[user_id] for user_id in sorted(self._everybody.named(said))]

    async def _one(self, method: str, call: Awaitable[Any]) -> list[Person]:
        try:
            return [person_of((await answer(method, call))["user"], "")]
        except SlackFault as fault:
            if fault.error in NOBODY:
                return []
            raise


async def find_owner(name: str, settings: Settings) -> Person | Refusal:
    """The one person whom the name means; or why it is none, and so the agent is not added."""
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return _no("An owner is looked up in Slack: set SAYSO_SLACK_BOT_TOKEN first. The agent was not added.")
    async with aiohttp.ClientSession() as session:
        owners = Owners(slack_client(token, settings.slack_base_url, session))
        try:
            found = await owners.called(name)
        except SlackFault as fault:
            return _no(
                f"Slack could not be asked who {name} is ({fault.error}). The agent was not added. Try again in a "
                "moment; if it stays so, run: sayso doctor"
            )
    if not found:
        return _no(f"Slack knows no person called {name}. The agent was not added. {GIVE_AN_ID}")
    if len(found) > 1:
        named = " or ".join(map(in_words, found))
        return _no(f"{name} may be {named}. The agent was not added. Give the user id of one of them.")
    problem = what_is_wrong(found[0])
    return found[0] if problem is None else _no(f"{in_words(found[0])} {problem}. The agent was not added.")


def what_is_wrong(person: Person) -> str | None:
    """Why a person cannot answer for an agent; None where they can."""
    if person.is_bot:
        return "is an app; a person has to answer for an agent"
    if person.is_deactivated:
        return "has left: the account is deactivated"
    if person.is_stranger:
        return "belongs to another workspace"
    return None


def in_words(person: Person) -> str:
    """“Sam Okafor (U0SAM)”."""
    return f"{person.name} ({person.id})"


def _no(sentence: str) -> Refusal:
    return Refusal(RefusalCode.IDENTITY_UNKNOWN, sentence)
