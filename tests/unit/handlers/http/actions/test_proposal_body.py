import asyncio

import pytest

from tests.unit.handlers.http.world import REFUND, TAG


async def test_an_action_that_needs_a_person_is_created_pending(world):
    """201, a place to read it at, and who is asked until when."""
    response = await world.propose()
    action = await response.json()
    assert response.status == 201
    assert response.headers["Location"] == f"/v1/actions/{action['id']}" == action["links"]["self"]
    assert (action["status"], action["tier"], action["decision"]) == ("pending", "team_lead", None)
    assert action["deadline_at"] == "2026-01-05T09:30:00Z"
    assert action["route"]["pattern"] == "approval_gate"
    assert action["route"]["reasons"][0]["rule"] == "risk"


async def test_an_action_that_the_policy_allows_is_approved_at_once_and_by_the_policy(world):
    """A policy's yes is never shown as a person's."""
    action = await world.proposed(TAG)
    assert action["status"] == "approved"
    assert action["decision"]["decided_by"]["kind"] == "policy"
    assert "no person" in action["decision"]["text"]
    assert action["tier"] == "auto"


async def test_an_unknown_type_goes_to_a_person_as_irreversible_high_risk(world):
    """Not knowing means more oversight."""
    action = await world.proposed(REFUND | {"action_type": "rocket.launch", "risk_level": "low", "reversible": True})
    assert action["status"] == "pending"
    assert (action["route"]["risk"], action["route"]["reversible"]) == ("high", False)


async def test_the_articles_names_are_understood(world):
    """Agents written to the article need no change."""
    body = {
        "action_type": "refund.issue",
        "description": "Refund",
        "proposed_payload": {"amount": 1},
        "agent_confidence": 0.4,
        "agent_reasoning": "broken",
        "signals": {"input_novelty": 0.9},
    }
    action = await world.proposed(body)
    stored = (await world.actions.action(action["id"])).proposal
    assert action["payload"] == {"amount": 1}
    assert (stored.confidence, stored.reasoning, stored.signals) == (0.4, "broken", {"input_familiarity": 0.9})


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        ({"proposed_payload": {"amount": 1}}, "$.proposed_payload"),
        ({"signals": {"input_novelty": 1, "input_familiarity": 1}}, "$.signals.input_novelty"),
        ({"rsik_level": "high"}, "$.rsik_level"),
        ({"risk_level": "none"}, "$.risk_level"),
        ({"confidence": 1.5}, "$.confidence"),
        ({"confidence": "0.9"}, "$.confidence"),
        ({"confidence": True}, "$.confidence"),
        ({"signals": {"llm_confidence": -1}}, "$.signals.llm_confidence"),
        ({"reversible": "false"}, "$.reversible"),
        ({"review_timeout": "soon"}, "$.review_timeout"),
        ({"review_timeout": 0}, "$.review_timeout"),
        ({"review_timeout": True}, "$.review_timeout"),
        ({"review_timeout": "99999999999999w"}, "$.review_timeout"),
        ({"review_timeout": 10**15}, "$.review_timeout"),
        ({"labels": {"n": 1}}, "$.labels.n"),
        ({"labels": {str(n): "x" for n in range(21)}}, "$.labels"),
        ({"description": ""}, "$.description"),
        ({"action_type": "refund issue"}, "$.action_type"),
        ({"context": [1]}, "$.context"),
    ],
)
async def test_a_field_at_fault_is_named_and_nothing_is_stored(world, extra, path):
    """400 with the JSON path, for a slip must never drop a claim."""
    response = await world.propose(REFUND | extra)
    problem = await response.json()
    assert (response.status, problem["code"]) == (400, "invalid_body")
    assert [fault["path"] for fault in problem["errors"]] == [path]
    assert world.actions.commits == 0


async def test_every_missing_field_is_named_at_once(world):
    """One round is enough to fix a request."""
    problem = await (await world.propose({})).json()
    assert [fault["path"] for fault in problem["errors"]] == ["$.action_type", "$.description", "$.payload"]


@pytest.mark.parametrize(("asked", "deadline"), [("10m", "09:10"), (90, "09:01:30"), ("5h", "09:30")])
async def test_an_agent_may_ask_for_less_time_but_not_for_more(world, asked, deadline):
    """The policy's timeout is the limit."""
    action = await world.proposed(REFUND | {"review_timeout": asked})
    assert f"T{deadline}" in action["deadline_at"]


async def test_callbacks_are_refused_in_words_until_they_exist(world):
    """An agent that would wait for a call that never comes is told so."""
    response = await world.propose(REFUND | {"callback_url": "https://example.org/hook"})
    problem = await response.json()
    assert (response.status, problem["code"]) == (400, "callback_url_unsupported")
    assert "wait=60" in problem["detail"]


async def test_a_payload_outside_its_types_schema_is_refused_with_its_place(world):
    """422, and the path is the one in the request's body."""
    response = await world.propose(REFUND | {"payload": {"amount": -1}})
    problem = await response.json()
    assert (response.status, problem["code"]) == (422, "invalid_payload")
    assert problem["errors"][0]["path"] == "$.payload.amount"


async def test_waiting_for_the_answer_is_woken_by_the_decision(world):
    """`Prefer: wait` holds the 201 open, and one push ends it."""
    answer = asyncio.ensure_future(world.propose(Prefer="respond-async, wait=30"))
    await world.changes.somebody_waits()
    await world.decide("act_" + "1".zfill(26))
    response = await answer
    action = await response.json()
    assert (response.status, response.headers["Preference-Applied"]) == (201, "wait=30")
    assert (action["status"], action["decision"]["decided_by"]["name"]) == ("approved", "Lea Brandt")
    assert world.changes.calls == 1


async def test_the_end_of_the_wait_decides_nothing(world):
    """Still pending is an answer."""
    response = await world.propose(Prefer="wait=0")
    assert (response.status, (await response.json())["status"]) == (201, "pending")


async def test_a_long_wait_is_capped_and_says_so(world):
    """What was granted is told at once, here for an action that the policy decides."""
    response = await world.propose(TAG, Prefer="wait=9999")
    assert response.headers["Preference-Applied"] == "wait=60"


async def test_a_caller_who_hangs_up_meanwhile_has_proposed_all_the_same(world):
    """A change that has begun is finished: the retry with the same key finds it."""
    world.actions.gate.clear()
    proposing = asyncio.ensure_future(world.propose(Idempotency_Key="k-1"))
    await asyncio.wait_for(world.actions.begun.wait(), 5)
    proposing.cancel()
    async with asyncio.timeout(5):
        while world.server.runner.server.connections:  # noqa: ASYNC110 - aiohttp has no event for a lost connection
            await asyncio.sleep(0)
    world.actions.gate.set()
    await world.changes.wait("act_" + "1".zfill(26), 0, 5)
    assert (await world.propose(Idempotency_Key="k-1")).status == 200
