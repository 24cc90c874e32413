import pytest

from tests.unit.handlers.http.world import TAG


async def test_an_agent_withdraws_its_pending_action(world):
    """Decided by the agent, with its reason."""
    action = await world.proposed()
    response = await world.post(action["links"]["cancel"], {"reason": "No longer needed"})
    cancelled = await response.json()
    assert (response.status, cancelled["status"]) == (200, "cancelled")
    assert cancelled["decision"]["decided_by"] == {"kind": "agent", "id": "ag_1", "name": "refund-bot"}
    assert cancelled["decision"]["reason"] == "No longer needed"


async def test_withdrawing_needs_no_body(world):
    """The reason is optional, and so is the body."""
    action = await world.proposed()
    response = await world.client.post(action["links"]["cancel"], headers=world.bearer())
    assert (await response.json())["status"] == "cancelled"


async def test_withdrawing_too_late_tells_who_decided(world):
    """409 with the decision that stands."""
    action = await world.proposed()
    await world.decide(action["id"])
    response = await world.post(action["links"]["cancel"], {})
    problem = await response.json()
    assert (response.status, problem["code"]) == (409, "already_decided")
    assert "Approved by Lea Brandt" in problem["detail"]


async def test_an_outcome_is_recorded_and_may_be_repeated(world):
    """Telling the same twice changes nothing."""
    action = await world.proposed(TAG)
    for _ in range(2):
        response = await world.post(action["links"]["outcome"], {"outcome": "executed", "note": "done"})
        assert (response.status, (await response.json())["outcome"]["outcome"]) == (200, "executed")
    assert len(await world.actions.events(action["id"])) == 3


async def test_an_error_found_later_follows_an_execution(world):
    """With the moment at which it was noticed."""
    action = await world.proposed(TAG)
    await world.post(action["links"]["outcome"], {"outcome": "executed"})
    times = {"happened_at": "2026-01-04T09:00:00+01:00", "detected_at": "2026-01-04T10:00:00+01:00"}
    body = {"outcome": "error_found", "note": "wrong tag", "severity": "high", **times}
    told = await (await world.post(action["links"]["outcome"], body)).json()
    agent = {"kind": "agent", "id": "ag_1", "name": "refund-bot"}
    assert told["outcome"] | {"at": None} == body | {"at": None, "before": "executed", "reported_by": agent}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"happened_at": "2199-01-01T00:00:00Z"}, "happened in the future"),
        ({"detected_at": "2199-01-01T00:00:00Z"}, "noticed in the future"),
        ({"happened_at": "2026-01-04T09:00:00Z", "detected_at": "2026-01-04T08:59:59Z"}, "noticed before it happened"),
    ],
)
async def test_times_that_cannot_be_are_refused(world, said, words):
    """422 with which of the two to correct, and nothing is recorded."""
    action = await world.proposed(TAG)
    response = await world.post(action["links"]["outcome"], {"outcome": "error_found", **said})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "invalid_outcome")
    assert words in problem["detail"]
    assert len(await world.actions.events(action["id"])) == 2


async def test_another_severity_meets_what_stands(world):
    """409 that says what was reported, by whom."""
    action = await world.proposed(TAG)
    await world.post(action["links"]["outcome"], {"outcome": "error_found", "severity": "high"})
    response = await world.post(action["links"]["outcome"], {"outcome": "error_found", "severity": "low"})
    problem = await response.json()
    assert (response.status, problem["code"]) == (409, "outcome_conflict")
    assert "error found (high), by refund-bot" in problem["detail"]


async def test_what_was_never_released_has_no_outcome(world):
    """409 with what to do next."""
    action = await world.proposed()
    response = await world.post(action["links"]["outcome"], {"outcome": "executed"})
    assert (response.status, (await response.json())["code"]) == (409, "not_released")


async def test_outcomes_do_not_contradict_each_other(world):
    """What was executed did not fail."""
    action = await world.proposed(TAG)
    await world.post(action["links"]["outcome"], {"outcome": "executed"})
    response = await world.post(action["links"]["outcome"], {"outcome": "failed"})
    assert (response.status, (await response.json())["code"]) == (409, "outcome_conflict")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "$.outcome"),
        ({"outcome": "fine"}, "$.outcome"),
        ({"outcome": "executed", "detected_at": "2026-01-06T10:00:00Z"}, "$"),
        ({"outcome": "error_found", "detected_at": "2026-01-06T10:00:00"}, "$.detected_at"),
        ({"outcome": "failed", "severity": "low"}, "$"),
        ({"outcome": "executed", "happened_at": "2026-01-06T10:00:00Z"}, "$"),
        ({"outcome": "error_found", "severity": "grave"}, "$.severity"),
        ({"outcome": "error_found", "happened_at": "2026-01-06T10:00:00"}, "$.happened_at"),
        ({"outcome": "executed", "extra": 1}, "$.extra"),
    ],
)
async def test_an_outcome_at_fault_is_named(world, body, path):
    """400 with the JSON path."""
    action = await world.proposed(TAG)
    response = await world.post(action["links"]["outcome"], body)
    assert (response.status, (await response.json())["errors"][0]["path"]) == (400, path)
