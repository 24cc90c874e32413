"""The validator refuses at least what Slack's own types and its own SDK refuse, and what both of them miss.

The schema is generated from the types that Slack publishes, the SDK is the one that the bot speaks with. Blocks are
made at random from the schema, which all three must take, and are then harmed, one part at a time.
"""

import copy
import json
import logging
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from sandbox.validation.blocks import BLOCKS
from sandbox.validation.elements import ELEMENTS
from sandbox.validation.inside import every_block
from tests.unit.sandbox.at_the_limit import BLOCK_LIMITS, VIEW_LIMITS
from tests.unit.sandbox.kit import actions, button, field, found, found_in_view, modal, plain, section
from tests.unit.sandbox.schema_samples import Sampler, harmed

pytestmark = pytest.mark.exhaustive

SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "slack_blocks.schema.json"
SAMPLES, HARMED = 12, 40
NEWER = {"data_visualization", "auth_provider", "call"}
"""Blocks that Slack documents, or its SDK makes, and that the published types do not have yet."""

needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason=f"{SCHEMA} is not here")
DEFINITIONS: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))["definitions"] if SCHEMA.exists() else {}
KINDS = [option["$ref"].rpartition("/")[2] for option in DEFINITIONS["KnownBlock"]["anyOf"]] if DEFINITIONS else []


def validator(definition: str) -> jsonschema_rs.Draft7Validator:
    return jsonschema_rs.Draft7Validator({"$ref": f"#/definitions/{definition}", "definitions": DEFINITIONS})


@pytest.fixture(scope="module")
def block_schema():
    return validator("KnownBlock")


@pytest.fixture(autouse=True)
def _quiet_sdk(caplog):
    caplog.set_level(logging.ERROR, logger="slack_sdk")


def older(value: Any) -> Any:
    """The same as the published types know it: Slack's documentation meanwhile allows three things more."""
    if isinstance(value, list):
        return [older(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    made = {name: older(inner) for name, inner in value.items()}
    if made.get("type") == "card":  # its texts may be plain
        for name in ("title", "subtitle", "body"):
            if name in made:
                made[name] = {"type": "mrkdwn", "text": made[name]["text"]}
    if "value" in made and "description" in made:  # checkboxes and radio buttons are described in mrkdwn, too
        made["description"] = {"type": "plain_text", "text": made["description"]["text"]}
    if "column_settings" in made:  # null leaves a column as it is
        made["column_settings"] = [setting or {} for setting in made["column_settings"]]
    return made


def sdk_refuses(block: dict[str, Any], once: dict[str, Any] | None = None) -> bool:
    """Whether the SDK's models raise, or give something else back; `once` is a form that they are known to keep."""
    try:
        parsed = Block.parse(copy.deepcopy(block))
        back = parsed.to_dict() if parsed is not None else None
    except (SlackObjectFormationError, TypeError, AttributeError, KeyError, ValueError):
        return once is None or not sdk_refuses(once)
    return _lost(block, back) and (once is None or not sdk_refuses(once))


def _lost(sent: Any, back: Any) -> bool:
    """Whether something that was sent did not come back; nothing, and what the SDK adds by itself, do not count."""
    if isinstance(sent, dict) and isinstance(back, dict):
        return any(_lost(value, back.get(name)) for name, value in sent.items() if value not in ("", {}))
    if isinstance(sent, list) and isinstance(back, list):
        return len(sent) != len(back) or any(map(_lost, sent, back))
    return bool(sent != back)


def surface_of(block: dict[str, Any]) -> str:
    inner = [inner_block for _, inner_block in every_block([block])]
    has_file = any((inner_block.get("element") or {}).get("type") == "file_input" for inner_block in inner)
    return "modal" if block["type"] == "alert" or (has_file and block["type"] == "input") else "message"


def samples(kind: str) -> Iterator[tuple[dict[str, Any], random.Random]]:
    for number in range(SAMPLES):
        rng = random.Random(f"{kind} {number}")
        block = Sampler(DEFINITIONS, rng).block(kind)
        if block["type"] != "container" or "file_input" not in json.dumps(block):  # a message takes no files
            yield block, rng


@needs_schema
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sound_by_the_schema_and_the_documentation_passes(kind, block_schema):
    for block, _ in samples(kind):
        assert block_schema.is_valid(block)
        assert found(block, on=surface_of(block)) == []


@needs_schema
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_schema_or_the_sdk_refuses_the_validator_refuses(kind, block_schema):
    refused = 0
    for block, rng in samples(kind):
        for _ in range(HARMED):
            harm = harmed(block, rng)
            by_schema, by_sdk = not block_schema.is_valid(harm), sdk_refuses(harm, block)
            if by_schema or by_sdk:
                refused += 1
                accepted = not found(harm, on=surface_of(block))
                assert not accepted or (not by_sdk and block_schema.is_valid(older(harm))), harm
    assert refused > SAMPLES * HARMED / 4


@needs_schema
@pytest.mark.parametrize("row", BLOCK_LIMITS, ids=lambda row: f"{row.constant}{row.pointer}")
def test_the_limits_are_nowhere_wider_than_the_schemas_and_the_sdks(row, block_schema):
    small, most, over = row.at(2), row.at(row.limit), row.at(row.limit + 1)
    if small["type"] not in NEWER and block_schema.is_valid(older(small)):
        assert block_schema.is_valid(older(most))
    if not block_schema.is_valid(over) or sdk_refuses(over, small):
        assert found(over, on=row.surface)
    assert not sdk_refuses(most, small)


@needs_schema
@pytest.mark.parametrize("row", VIEW_LIMITS, ids=lambda row: f"{row.constant}{row.pointer}")
def test_the_limits_of_views_are_nowhere_wider(row):
    schema = validator("ModalView")
    assert schema.is_valid(row.at(row.limit))
    View(**row.at(row.limit)).to_dict()
    assert found_in_view(row.at(row.limit + 1))


@needs_schema
def test_a_views_parts_are_held_to_the_schema():
    schema = validator("ModalView")
    more = {"private_metadata": "m", "external_id": "e", "clear_on_close": True, "notify_on_close": False}
    view = modal(section(), field(), submit=plain("Send"), close=plain("Close"), callback_id="c", **more)
    assert schema.is_valid(view)
    assert found_in_view(view) == []
    rng = random.Random(0)
    refused = [harm for harm in (harmed(view, rng) for _ in range(500)) if not schema.is_valid(harm)]
    assert len(refused) > 100
    assert [harm for harm in refused if not found_in_view(harm)] == []


MISSED = {
    "an action_id twice in one block": (
        modal(actions(button(action_id="a"), button(action_id="a"))),
        "/view/blocks/0/elements/1/action_id",
    ),
    "max_length over 3000": (modal(field(max_length=3_001), submit=plain("Send")), "/view/blocks/0/element/max_length"),
    "an input and no submit": (modal(field()), "/view"),
}


@pytest.mark.parametrize("name", MISSED)
def test_what_schema_and_sdk_miss_is_refused_too(name):
    view, pointer = MISSED[name]
    if SCHEMA.exists():
        assert validator("ModalView").is_valid(view)
    View(**copy.deepcopy(view)).to_dict()
    assert [finding.pointer for finding in found_in_view(view)] == [pointer]


@needs_schema
def test_every_block_of_the_schema_is_known():
    known = {_const(DEFINITIONS[kind]) for kind in KINDS}
    assert known | NEWER == set(BLOCKS)


@needs_schema
def test_every_element_of_the_schema_is_known():
    holders = (
        "ActionsBlockElement",
        "ContextActionsBlockElement",
        "ContextBlockElement",
        "InputBlockElement",
        "SectionBlockAccessory",
    )
    assert {kind for holder in holders for kind in _elements(DEFINITIONS[holder])} == set(ELEMENTS)


def _elements(definition: dict[str, Any]) -> Iterator[str]:
    for option in definition["anyOf"]:
        inner = DEFINITIONS[option["$ref"].rpartition("/")[2]] if "$ref" in option else option
        if "anyOf" in inner and "properties" not in inner["anyOf"][0]:
            yield from _elements(inner)
        else:
            yield _const(inner)


def _const(definition: dict[str, Any]) -> str:
    kind: str = definition.get("anyOf", [definition])[0]["properties"]["type"]["const"]
    return kind
