import asyncio
import json

import pytest

from tests.unit.handlers.http.world import TAG


async def messages(response):
    """The stream's messages as dictionaries, to its end."""
    text = (await response.read()).decode()
    found = []
    for block in text.split("\n\n"):
        fields = [line.partition(": ") for line in block.splitlines() if not line.startswith(":")]
        if fields:
            found.append({name: value for name, _, value in fields})
    return found


async def test_a_decided_action_tells_all_and_ends(world):
    """Each leaf, then the action, then the end."""
    action = await world.proposed(TAG)
    response = await world.get(action["links"]["events"])
    told = await messages(response)
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    assert [event["event"] for event in told] == ["action.submitted", "action.decided", "action"]
    assert json.loads(told[1]["data"])["state"]["status"] == "approved"
    assert json.loads(told[2]["data"]) == action


async def test_a_pending_action_is_followed_until_it_is_decided(world):
    """What happens is told as it happens."""
    action = await world.proposed()
    response = await world.get(action["links"]["events"])
    await world.changes.somebody_waits()
    await world.decide(action["id"])
    told = await messages(response)
    assert [event["event"] for event in told] == ["action.submitted", "action.voted", "action.decided", "action"]
    assert json.loads(told[-1]["data"])["status"] == "approved"


async def test_a_reader_goes_on_where_it_stopped(world):
    """Nothing twice, nothing lost."""
    action = await world.proposed()
    await world.decide(action["id"])
    everything = await messages(await world.get(action["links"]["events"]))
    rest = await messages(await world.get(action["links"]["events"], **{"Last-Event-ID": everything[0]["id"]}))
    assert rest == everything[1:]


async def test_a_reader_who_knows_everything_is_told_not_to_come_back(world):
    """204 ends an EventSource; an outcome that follows is told on the next call."""
    action = await world.proposed(TAG)
    told = await messages(await world.get(action["links"]["events"]))
    last = {"Last-Event-ID": told[-2]["id"]}
    assert (await world.get(action["links"]["events"], **last)).status == 204
    await world.post(action["links"]["outcome"], {"outcome": "executed"})
    after = await messages(await world.get(action["links"]["events"], **last))
    assert [event["event"] for event in after] == ["action.outcome_reported", "action"]


async def test_the_line_is_kept_alive(hurried_world):
    """Comments while nothing happens."""
    action = await hurried_world.proposed()
    response = await hurried_world.get(action["links"]["events"])
    seen = b""
    async with asyncio.timeout(5):
        while b": waiting\n\n" not in seen:
            seen += await response.content.readany()
    response.close()
    await hurried_world.changes.nobody_waits()


async def test_a_closing_server_ends_the_stream_without_a_decision(world):
    """The reader comes back with Last-Event-ID."""
    action = await world.proposed()
    response = await world.get(action["links"]["events"])
    await world.changes.somebody_waits()
    await world.server.close()
    assert [message["event"] for message in await messages(response)] == ["action.submitted"]


@pytest.mark.parametrize("last", ["x", "-1", "9" * 30, ""])
async def test_an_id_that_is_none_is_refused(world, last):
    """400 with the header's name."""
    action = await world.proposed()
    response = await world.get(action["links"]["events"], **{"Last-Event-ID": last})
    assert (response.status, (await response.json())["errors"][0]["path"]) == (400, "header.Last-Event-ID")
