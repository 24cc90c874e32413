"""A bot whose policy knows a type with every kind of field, and one action of that type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from tests.scenario.stage import POLICY
from tests.unit.blocks.editing.orders import ORDER, SCHEMA

if TYPE_CHECKING:
    from oversight.action.action import Action
    from tests.scenario.stage import Stage
    from tests.scenario.windows import Window

TYPE = {
    "risk": "high",
    "schema": SCHEMA,
    "card": {"headline": ["order"], "redact": ["card_number"]},
    "validators": [{"name": "within_policy", "check": "payload.amount <= 2000"}],
}
WITH_ORDERS = POLICY.replace("action_types:\n", f"action_types:\n  order.refund: {json.dumps(TYPE)}\n")
assert yaml.safe_load(WITH_ORDERS)


async def proposed(stage: Stage, payload: Any = None) -> Action:
    """The action waits for Sam."""
    return await stage.propose("order.refund", ORDER if payload is None else payload)


async def editing(stage: Stage, user: str = "sam", words: str = "Refund order") -> Window:
    """The window in which this person edits the action with these words on its card."""
    card = stage.channel("#agent-approvals").expect_card(words).click("Modify", as_=user)
    window: Window = await card.expect_window("Submitting approves the action with your changes", of=user)
    return window


async def result(stage: Stage, action: Action) -> Any:
    """What was approved instead."""
    decision = (await stage.now(action)).decision
    assert decision is not None, "nothing is decided"
    return decision.modified_payload
