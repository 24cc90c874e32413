"""Somebody presses whatever stands in the windows of an edit: Slack takes each window, and each press is answered."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from sandbox.validation.inside import elements_of
from tests.scenario.editing.orders import editing, proposed
from tests.unit.blocks.editing.orders import ORDER

PRESSES = 40
TYPED = ("x", "", "12", "−5", "null", "{", "<&>" * 300, "a\nb", "\\u{202E}", "9" * 400, "[redacted]")  # noqa: RUF001
PICKED = {
    "email_text_input": "a@example.org",
    "url_text_input": "https://example.org",
    "datepicker": "2031-05-06",
    "datetimepicker": 1_900_000_020,
}


def filled_in(element: dict[str, Any], chance: random.Random) -> Any:
    """What they enter there."""
    match element["type"]:
        case "plain_text_input":
            text = chance.choice(TYPED)
            return text if element.get("multiline") else text.replace("\n", " ")
        case "static_select" | "radio_buttons":
            return chance.choice(element["options"])["text"]["text"]
        case "multi_static_select":
            return [option["text"]["text"] for option in chance.sample(element["options"], 2)]
        case kind:
            return PICKED.get(kind)


def values_of(view: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """What they enter in some of the fields."""
    inputs = [block for block in view["blocks"] if block["type"] == "input" and chance.random() < 1 / 3]
    entered = {block["block_id"]: (block["element"], filled_in(block["element"], chance)) for block in inputs}
    return {name: {element["action_id"]: value} for name, (element, value) in entered.items() if value is not None}


def presses_of(view: dict[str, Any]) -> list[dict[str, str]]:
    """Everything that can be pressed or chosen, except for beginning again."""
    found = []
    for block in view["blocks"]:
        for _, element in elements_of(block) if block["type"] != "input" else ():
            offered = [option["value"] for option in element.get("options") or ()] or [element.get("value")]
            named = {"block_id": block["block_id"], "action_id": element.get("action_id")}
            found += [named | {"value": value} for value in offered if value and named["action_id"]]
    return [press for press in found if press["action_id"] != "edit_anew"]


def was_answered(said: dict[str, Any]) -> bool:
    """Whether the bot answered, or Slack itself asked for what has to be filled in."""
    if said.get("detail") == "Fill in what is marked, then send it again.":
        return True
    return bool(said["ok"] and said.get("acked", True) and not said.get("error"))


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_somebody_presses_is_answered_in_a_window_that_slack_takes(stage, seed):
    chance = random.Random(seed)
    lines = [{"sku": f"S{number}", "price": number} for number in range(chance.choice([2, 10, 12]))]
    action = await proposed(stage, {**ORDER, "lines": lines})
    await editing(stage)
    for _ in range(PRESSES):
        if not (views := await stage.views("sam")):
            if (await stage.now(action)).decision is not None:
                break
            await editing(stage)
            continue
        view, luck = views[-1], chance.random()
        there: dict[str, Any] = {"user": "sam", "view_id": view["id"], "values": values_of(view, chance)}
        if luck < 1 / 20:
            said = [await stage.do("close", user="sam", view_id=view["id"])]
        elif luck < 1 / 4 or not presses_of(view):
            said = [await stage.do("submit", **there)]
        else:
            press = there | chance.choice(presses_of(view))
            said = await asyncio.gather(*(stage.do("click", **press) for _ in range(1 + (luck > 7 / 8))))
        assert all(map(was_answered, said)), said
        await stage.pending.close()
    told = [message["text"] for message in (await stage.look("ephemerals", user="sam"))["messages"]]
    assert not [text for text in told if "Slack did not" in text]
