import pytest
from msgspec.structs import replace

from tests.builders import OPERATOR
from tests.unit.handlers.http.world import REFUND, TAG


@pytest.mark.parametrize("header", [None, "", "Basic Zm9v", "Bearer", "Bearer  "])
async def test_without_a_key_nothing_opens(world, header):
    """401 with the challenge."""
    headers = {} if header is None else {"Authorization": header}
    response = await world.client.post("/v1/actions", json=REFUND, headers=headers)
    assert (response.status, (await response.json())["code"]) == (401, "unauthorized")
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("wrong", ["say_x_y", "nonsense", "ключ"])
async def test_a_malformed_key_opens_nothing_and_costs_no_lookup(world, wrong):
    """The checksum tells it from a real one."""
    response = await world.propose(key=wrong)
    assert (response.status, world.agents.lookups) == (401, 0)
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


async def test_a_revoked_key_stops_opening_within_a_second(world, seconds):
    """What was known is forgotten after a second; what is unknown is never remembered."""
    assert (await world.propose()).status == 201
    await world.agents.revoke(world.agents.known["ag_1"], OPERATOR, world.clock.now())
    assert (await world.propose()).status == 201
    seconds.now += 1.0
    assert (await world.propose()).status == 401
    await world.agents.add_key(replace(world.agents.stored[world.key.split("_")[1]], revoked_at=None), OPERATOR)
    assert (await world.propose()).status == 201


async def test_a_busy_agent_does_not_read_the_registry_with_each_request(world):
    """One look-up a second and key."""
    for _ in range(5):
        await world.propose()
    await world.propose(key=world.other_key)
    assert world.agents.lookups == 2


async def test_a_key_opens_only_its_types(world):
    """403 outside its scope, 201 inside."""
    refused = await world.propose(REFUND, key=world.narrow_key)
    assert (refused.status, (await refused.json())["code"]) == (403, "scope")
    assert (await world.propose(TAG, key=world.narrow_key)).status == 201


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/actions"),
        ("GET", "/v1/actions/act_" + "1" * 26),
        ("GET", "/v1/actions/act_" + "1" * 26 + "/events"),
        ("POST", "/v1/actions/act_" + "1" * 26 + "/cancel"),
        ("POST", "/v1/actions/act_" + "1" * 26 + "/outcome"),
    ],
)
async def test_every_call_needs_a_key(world, method, path):
    """401 before anything else is looked at."""
    assert (await world.client.request(method, path, data=b"{")).status == 401
