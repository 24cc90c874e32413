import logging
import re

import pytest

from handlers.http.doors.problems import REFUSALS
from oversight.action.refusal import RefusalCode
from tests.unit.handlers.http.world import Outage


def test_every_refusal_has_its_http_answer():
    """A new code cannot be forgotten."""
    assert set(REFUSALS) == set(RefusalCode)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/docs/../../etc/passwd", 404, "not_found"),
        ("GET", "/docs/passwd", 404, "not_found"),
        ("DELETE", "/v1/actions", 405, "method_not_allowed"),
    ],
)
async def test_the_frameworks_own_errors_are_problems_too(world, method, path, status, code):
    """One shape for every no."""
    response = await world.client.request(method, path)
    problem = await response.json()
    assert (response.status, problem["status"], problem["code"]) == (status, status, code)
    assert response.content_type == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "code"}


async def test_a_405_names_what_is_allowed(world):
    """In the Allow header."""
    response = await world.client.delete("/v1/actions")
    assert set(response.headers["Allow"].split(",")) == {"GET", "POST"}


async def test_a_fault_of_ours_tells_nothing_but_its_request_id(world, caplog):
    """The log has the rest, under the same id."""
    world.actions.fault = RuntimeError("secret of the database")
    with caplog.at_level(logging.ERROR):
        response = await world.propose(X_Request_ID="req-7")
    text = await response.text()
    assert (response.status, response.headers["X-Request-ID"]) == (500, "req-7")
    assert "req-7" in text
    assert "secret" not in text
    assert "Traceback" not in text
    assert "req-7" in caplog.text
    assert "secret of the database" in caplog.text


async def test_an_outage_asks_for_the_same_request_again(world):
    """503 with Retry-After, and nothing of the fault's own words."""
    world.actions.fault = Outage("secret host")
    response = await world.propose()
    assert (response.status, response.headers["Retry-After"]) == (503, "2")
    assert (await response.json())["code"] == "unavailable"
    assert "secret" not in await response.text()


@pytest.mark.parametrize("sent", ["", "x" * 65, "<script>", "a b"])
async def test_an_odd_request_id_is_replaced(world, sent):
    """What is echoed and logged is harmless."""
    response = await world.get("/healthz", **{"X-Request-ID": sent})
    assert response.headers["X-Request-ID"] != sent
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9]+", response.headers["X-Request-ID"])


async def test_answers_are_not_kept_by_caches(world):
    """Neither the good nor the bad ones."""
    for response in (await world.propose(), await world.get("/nowhere"), await world.get("/v1/actions")):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
