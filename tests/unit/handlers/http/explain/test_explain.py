"""Asking what would happen: the same answer as proposing, without any trace."""

import pytest

from handlers.http.docs.openapi import openapi_document
from tests.unit.handlers.http.docs.test_openapi import validator
from tests.unit.handlers.http.world import REFUND, TAG

EXPLAIN = "/v1/policy/explain"


@pytest.mark.parametrize("body", [REFUND, TAG, REFUND | {"action_type": "rocket.launch"}])
async def test_explain_says_what_proposing_does(world, body):
    """Route and tier are those of the action that is proposed next; nothing is stored or told before."""
    told = await world.post(EXPLAIN, body)
    assert told.status == 200
    explained = await told.json()
    validator("ExplanationResource").validate(explained)
    assert not world.actions.every()
    assert world.actions.commits == 0
    proposed = await world.proposed(body)
    assert (explained["route"], explained["tier"]) == (proposed["route"], proposed["tier"])
    assert explained["text"].startswith("It would run" if proposed["status"] == "approved" else "It would wait for the")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (REFUND | {"payload": {"amount": "much"}}, 422, "invalid_payload"),
        (REFUND | {"confidnce": 1}, 400, "invalid_body"),
        (REFUND | {"callback_url": "http://localhost"}, 400, "callback_url_unsupported"),
    ],
)
async def test_what_would_be_refused_is_refused_in_the_same_words(world, body, status, code):
    """Programs written for one call understand the other."""
    told, proposed = await world.post(EXPLAIN, body), await world.propose(body)
    assert (told.status, proposed.status) == (status, status)
    answer = await told.json()
    assert answer == await proposed.json()
    assert answer["code"] == code


async def test_only_agents_may_ask_and_only_within_their_scope(world):
    """The policy is not told to strangers."""
    assert (await world.client.post(EXPLAIN, json=REFUND)).status == 401
    refused = await world.post(EXPLAIN, REFUND, world.narrow_key)
    assert (refused.status, (await refused.json())["code"]) == (403, "scope")
    assert (await world.post(EXPLAIN, TAG, world.narrow_key)).status == 200


async def test_a_value_that_is_not_known_is_null(world):
    """Every rule is there with what it says of the action."""
    explained = await (await world.post(EXPLAIN, REFUND)).json()
    assert explained["rules"] == []
    assert explained["ladder"] == ["team_lead"]
    assert explained["policy_hash"] == world.api.ports.policies.policy.hash


def test_the_document_describes_it():
    """With every refusal that can come."""
    described = openapi_document()["paths"][EXPLAIN]["post"]
    assert set(described["responses"]) == {"200", "400", "401", "403", "408", "415", "422", "500", "503"}
