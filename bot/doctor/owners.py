"""Does somebody answer for each agent? The owners of agents that were added long ago were never looked up."""

from collections.abc import AsyncIterator

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection

from bot.doctor.diagnosis import Diagnosis, bad, ok, warn
from bot.settings import Settings
from bot.slack.fault import SlackFault
from bot.slack.owners import GIVE_AN_ID, Owners, in_words, what_is_wrong
from oversight.action.action import Agent
from storage.agents import list_every_key
from storage.engine.clock import SystemClock
from storage.engine.errors import StorageError
from storage.engine.read_only import open_to_look
from storage.engine.schema import check_schema

ADD_ANEW = f"Add it anew under another name with --owner, then revoke this one. {GIVE_AN_ID}"


async def check_owners(settings: Settings, client: AsyncWebClient) -> AsyncIterator[Diagnosis]:
    """Whether each owner is one person of the workspace; nothing where Slack or the database has failed before."""
    try:
        async with open_to_look(settings.database_url.get_secret_value()) as database:
            await check_schema(database)
            owned = await database.read(_owned)
    except StorageError:
        return
    owners = Owners(client)
    for agent in owned:
        try:
            yield await _of(agent, agent.owner or "", owners)
        except SlackFault as fault:
            yield warn(f"Owners: Slack does not say who they are ({fault.error})", "Check the scopes above, then again")
            return


def _owned(connection: Connection) -> list[Agent]:
    """The agents that have an owner and a key that opens something."""
    now = SystemClock().now()
    keys = list_every_key(connection)
    live = {key.agent.id: key.agent for key in keys if key.is_live(now) and key.agent.owner is not None}
    return sorted(live.values(), key=lambda agent: agent.name)


async def _of(agent: Agent, owner: str, owners: Owners) -> Diagnosis:
    found = await owners.called(owner)
    if not found:
        return bad(f"Agent {agent.name}: its owner {owner} is nobody in Slack, so nobody answers for it", ADD_ANEW)
    if len(found) > 1:
        named = " and ".join(map(in_words, found))
        return warn(f"Agent {agent.name}: its owner {owner} may be {named}; none of them approves for it", ADD_ANEW)
    problem = what_is_wrong(found[0])
    if problem is not None:
        return bad(f"Agent {agent.name}: its owner {in_words(found[0])} {problem}", ADD_ANEW)
    return ok(f"Agent {agent.name}: {in_words(found[0])} answers for it")
