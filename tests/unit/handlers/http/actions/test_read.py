import asyncio

import pytest
from pydantic import TypeAdapter

from handlers.http.actions.resources import ActionResource
from oversight.action.decision import VoteKind
from tests.builders import policy_of
from tests.unit.handlers.http.world import POLICY, REFUND, TAG

MODEL = TypeAdapter(ActionResource)


async def test_an_action_is_read_back(world):
    """What was answered to the proposal is what is read."""
    action = await world.proposed()
    assert await (await world.get(action["links"]["self"])).json() == action


async def test_the_agent_reads_its_own_payload_whatever_people_do_not_see(world):
    """What the policy hides is hidden from people; the agent sent it, and has to run it."""
    text = POLICY.replace("risk: high\n", "risk: high\n    card: {redact: [pin], summary_only: true}\n")
    world.api.ports.policies.reload(policy_of(text))
    payload = {"amount": 1, "pin": "s3cret", "deep": [{"PIN": "s3cret-2"}]}
    action = await world.proposed(REFUND | {"payload": payload})
    assert (await (await world.get(action["links"]["self"])).json())["payload"] == payload


async def test_another_agents_action_is_not_there(world):
    """The same 404 as for an action that does not exist: ids are not to be probed."""
    action = await world.proposed()
    for path in ("", "/events"):
        response = await world.get(action["links"]["self"] + path, key=world.other_key)
        missing = await world.get(f"/v1/actions/act_{'9' * 26}{path}", key=world.other_key)
        assert (response.status, missing.status) == (404, 404)
        assert await response.json() == await missing.json()
    assert (await world.post(action["links"]["cancel"], key=world.other_key)).status == 404
    told = await world.post(action["links"]["outcome"], {"outcome": "executed"}, key=world.other_key)
    assert told.status == 404
    assert (await world.actions.action(action["id"])).status == "pending"


@pytest.mark.parametrize("ident", ["act_1", "act_%00" + "1" * 25, "act_" + "é" * 26, "..%2f..%2fetc"])
async def test_what_is_no_id_is_not_found(world, ident):
    """Nothing odd reaches storage."""
    assert (await world.get(f"/v1/actions/{ident}")).status == 404


async def test_a_long_poll_is_woken_by_the_decision_at_once(world):
    """One push, one look: no polling."""
    action = await world.proposed()
    answer = asyncio.ensure_future(world.get(f"{action['links']['self']}?wait=30"))
    await world.changes.somebody_waits()
    await world.decide(action["id"], VoteKind.REJECT, reason="Too much")
    decided = await (await answer).json()
    assert (decided["status"], decided["decision"]["reason"]) == ("rejected", "Too much")
    assert world.changes.calls == 1


async def test_a_change_that_is_no_decision_does_not_end_the_long_poll(world):
    """Still pending means still waiting."""
    action = await world.proposed()
    answer = asyncio.ensure_future(world.get(f"{action['links']['self']}?wait=30"))
    await world.changes.somebody_waits()
    await world.changes.tell(action["id"], 1_000)  # woken for nothing
    await world.changes.tell(action["id"], 0)
    await world.changes.somebody_waits()
    assert not answer.done()
    await world.decide(action["id"])
    assert (await (await answer).json())["status"] == "approved"


@pytest.mark.slow
async def test_a_long_poll_that_ends_says_pending_and_decides_nothing(world):
    """The action is as it was."""
    action = await world.proposed()
    response = await world.get(f"{action['links']['self']}?wait=1")
    assert (response.status, (await response.json())["status"]) == (200, "pending")
    assert (await world.actions.action(action["id"])).revision == 1


@pytest.mark.parametrize("wait", ["-1", "1.5", "ten", "", "٣"])
async def test_a_wait_that_is_no_number_is_refused(world, wait):
    """400 with the parameter's name."""
    action = await world.proposed()
    response = await world.get(f"{action['links']['self']}?wait={wait}")
    assert (response.status, (await response.json())["errors"][0]["path"]) == (400, "query.wait")


async def test_a_caller_who_hangs_up_stops_waiting(world):
    """The wait ends with the connection, not with its time."""
    action = await world.proposed()
    answer = asyncio.ensure_future(world.get(f"{action['links']['self']}?wait=30"))
    await world.changes.somebody_waits()
    answer.cancel()
    await world.changes.nobody_waits()


async def test_a_closing_server_lets_waiting_callers_go(world):
    """Shutting down answers with today's state instead of hanging."""
    action = await world.proposed()
    answer = asyncio.ensure_future(world.get(f"{action['links']['self']}?wait=60"))
    await world.changes.somebody_waits()
    await world.server.close()
    assert (await (await answer).json())["status"] == "pending"


async def test_a_modified_action_tells_what_to_run_and_what_changed(world):
    """The agent must run the new payload; its digest is there."""
    action = await world.proposed()
    await world.decide(action["id"], VoteKind.MODIFY, reason="Half", payload={"amount": 450, "order_id": "4711"})
    read = await (await world.get(action["links"]["self"])).json()
    assert (read["status"], read["version"], read["payload"]["amount"]) == ("modified", 2, 450)
    assert read["decision"]["modified_payload"] == read["payload"]
    assert read["decision"]["changes"] == [{"path": "$.amount", "before": 900, "after": 450, "kind": "changed"}]
    assert read["payload_digest"] != action["payload_digest"]


async def test_a_timeout_is_nobodys_no(world):
    """Neither the status nor the words speak of a person."""
    action = await world.proposed()
    await world.run_out()
    read = await (await world.get(action["links"]["self"])).json()
    assert (read["status"], read["decision"]["decided_by"]["kind"]) == ("timed_out", "timeout")
    assert read["decision"]["text"] == "Timed out: nobody decided"
    assert "not a person's decision" in read["decision"]["reason"]


@pytest.mark.parametrize("body", [REFUND, TAG, REFUND | {"labels": {"team": "blau"}, "payload": {"amount": 1e-7}}])
async def test_the_answer_is_what_the_documented_model_reads(world, body):
    """The resource on the wire and the model behind the OpenAPI document are the same."""
    action = await world.proposed(body)
    text = await (await world.get(action["links"]["self"])).text()
    read = MODEL.validate_json(text)
    assert MODEL.dump_json(read, by_alias=True).decode() == text


async def test_the_list_holds_only_own_actions_newest_first_and_pages(world):
    """Every own action once, in pages that link on."""
    made = [(await world.proposed(TAG if n % 2 else REFUND))["id"] for n in range(5)]
    await world.proposed(key=world.other_key)
    path, seen, pages = "/v1/actions?limit=2", [], 0
    while path:
        page = await (await world.get(path)).json()
        seen += [action["id"] for action in page["actions"]]
        path, pages = page["links"]["next"], pages + 1
    assert (seen, pages) == (made[::-1], 3)


async def test_the_list_is_filtered_and_its_pages_keep_the_filter(world):
    """By status and type."""
    for _ in range(3):
        await world.proposed(TAG)
        await world.proposed(REFUND)
    page = await (await world.get("/v1/actions?status=approved&action_type=tag.add&limit=2")).json()
    rest = await (await world.get(page["links"]["next"])).json()
    assert [action["action_type"] for action in (*page["actions"], *rest["actions"])] == ["tag.add"] * 3
    assert rest["links"]["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "status=done",
        "before=%00",
        "stauts=pending",
        "action_type=%00",
        "status=pending&status=approved",
        "limit=1&limit=1",
        "limit=" + "9" * 309,
    ],
)
async def test_a_query_at_fault_is_named(world, query):
    """A slip must not widen the list."""
    response = await world.get(f"/v1/actions?{query}")
    problem = await response.json()
    assert (response.status, problem["code"]) == (400, "invalid_query")
    assert problem["errors"][0]["path"] == f"query.{query.partition('=')[0]}"
