import asyncio

from handlers.http import health
from handlers.http.api_ports import ReadinessCheck
from tests.unit.handlers.http.world import a_world


async def fine():
    return None


async def sad():
    return "no connection to Slack"


async def broken():
    raise RuntimeError("secret")


async def stuck():
    await asyncio.Event().wait()


async def ask(*checks):
    async with a_world(*checks) as world:
        response = await world.client.get("/readyz")
        return response.status, await response.json()


async def test_it_is_alive_whatever_the_world_does():
    """Liveness asks nobody."""
    async with a_world(ReadinessCheck("slack", sad, "fix")) as world:
        assert (await world.client.get("/healthz")).status == 200


async def test_it_is_ready_when_every_check_passes():
    """200 with each check by name."""
    status, told = await ask(ReadinessCheck("database", fine, "start it"))
    assert (status, told) == (200, {"ready": True, "checks": [{"name": "database", "ok": True}]})


async def test_what_fails_is_named_with_its_fix():
    """503; the others are told as well."""
    status, told = await ask(ReadinessCheck("slack", sad, "check the token"), ReadinessCheck("database", fine, "-"))
    assert (status, told["ready"]) == (503, False)
    assert told["checks"][0] == {
        "name": "slack",
        "ok": False,
        "problem": "no connection to Slack",
        "fix": "check the token",
    }
    assert told["checks"][1]["ok"]


async def test_what_works_may_say_how_it_is_and_so_may_what_fails():
    """A state that cannot be told fails no check."""

    async def old():
        return "4 s old"

    _, told = await ask(
        ReadinessCheck("one", fine, "-", state=old),
        ReadinessCheck("two", sad, "fix", essential=False, state=old),
        ReadinessCheck("three", fine, "-", state=fine),
        ReadinessCheck("four", fine, "-", state=broken),
    )
    assert [check.get("state") for check in told["checks"]] == [
        "4 s old",
        "4 s old",
        None,
        "the check itself failed; the log says why",
    ]
    assert [check["ok"] for check in told["checks"]] == [True, False, True, True]
    assert told["ready"]


async def test_a_broken_or_stuck_check_is_a_failed_one(monkeypatch):
    """Never an error page, never a hang, nothing leaked."""
    monkeypatch.setattr(health, "PATIENCE", 0.01)
    status, told = await ask(ReadinessCheck("one", broken, "fix"), ReadinessCheck("two", stuck, "fix"))
    assert (status, [check["ok"] for check in told["checks"]]) == (503, [False, False])
    assert "secret" not in str(told)


async def test_metrics_are_prometheus_text(world):
    """As the registry wrote them."""
    response = await world.client.get("/metrics")
    assert (await response.read(), response.content_type) == (b"up 1.0\n", "text/plain")
