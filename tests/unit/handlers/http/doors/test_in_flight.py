import asyncio
from collections import Counter

import pytest

from tests.unit.handlers.http.world import REFUND, Outage, as_json


async def test_the_same_request_again_gives_the_same_action(world):
    """A retry after a lost answer is safe, also with other white space and key order."""
    first = await world.propose(Idempotency_Key="k-1")
    headers = world.bearer(**{"Idempotency-Key": "k-1", "Content-Type": "application/json"})
    spaced = as_json(dict(reversed(REFUND.items()))).replace(b": ", b" :  ")
    second = await world.client.post("/v1/actions", data=spaced, headers=headers)
    assert (first.status, second.status) == (201, 200)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert (await first.json())["id"] == (await second.json())["id"]


async def test_the_replay_tells_where_the_action_stands_now(world):
    """Not a stored copy of the first answer."""
    action = await (await world.propose(Idempotency_Key="k-1")).json()
    await world.decide(action["id"])
    again = await (await world.propose(Idempotency_Key="k-1")).json()
    assert again["status"] == "approved"


async def test_the_same_key_for_another_body_is_refused(world):
    """422: one of the two would be lost without a word."""
    await world.propose(Idempotency_Key="k-1")
    response = await world.propose(REFUND | {"payload": {"amount": 901}}, Idempotency_Key="k-1")
    assert (response.status, (await response.json())["code"]) == (422, "idempotency_key_reused")


async def test_two_agents_may_use_the_same_key(world):
    """Keys are each agent's own."""
    first = await world.propose(Idempotency_Key="k-1")
    second = await world.propose(key=world.other_key, Idempotency_Key="k-1")
    assert (first.status, second.status) == (201, 201)


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "ключ"])
async def test_an_unusable_key_is_refused(world, key):
    """Empty, over-long or not printable ASCII: 400."""
    response = await world.propose(Idempotency_Key=key)
    assert (response.status, (await response.json())["code"]) == (400, "invalid_idempotency_key")
    assert world.actions.commits == 0


async def test_a_key_of_255_characters_is_usable(world):
    """The limit itself is inside."""
    assert (await world.propose(Idempotency_Key="x" * 255)).status == 201


async def test_a_request_that_is_still_being_worked_on_is_not_begun_twice(world):
    """409 with Retry-After; the first one ends as if nothing had happened."""
    world.actions.gate.clear()
    first = asyncio.ensure_future(world.propose(Idempotency_Key="k-1"))
    await asyncio.wait_for(world.actions.begun.wait(), 5)
    second = await world.propose(Idempotency_Key="k-1")
    world.actions.gate.set()
    assert (second.status, second.headers["Retry-After"]) == (409, "1")
    assert (await second.json())["code"] == "idempotency_key_in_flight"
    assert (await first).status == 201
    assert (await world.propose(Idempotency_Key="k-1")).status == 200


async def test_a_hundred_parallel_requests_with_one_key_make_one_action(world):
    """Promise 20: exactly one 201, the others are told to come back or get the same action."""
    responses = await asyncio.gather(*(world.propose(Idempotency_Key="k-1") for _ in range(100)))
    statuses = Counter(response.status for response in responses)
    ids = {(await response.json())["id"] for response in responses if response.status in (200, 201)}
    listed = await (await world.get("/v1/actions")).json()
    assert statuses[201] == 1
    assert set(statuses) <= {200, 201, 409}
    assert len(ids) == len(listed["actions"]) == 1


async def test_a_failed_request_frees_its_key(world):
    """After an outage the same key works."""
    world.actions.fault = Outage()
    assert (await world.propose(Idempotency_Key="k-1")).status == 503
    world.actions.fault = None
    assert (await world.propose(Idempotency_Key="k-1")).status == 201
