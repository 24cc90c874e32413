"""What Slack refuses, as far as a test can know it: the schema made from Slack's own types, and what that misses."""

import functools
import json
from pathlib import Path

import pytest
from jsonschema_rs import Draft7Validator

from blocks.kit import limits
from blocks.kit.length import text_length

SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "slack_blocks.schema.json"


@functools.cache
def validator(definition):
    """The schema's validator for one definition; the test is skipped where the schema is not on this machine."""
    if not SCHEMA.is_file():
        pytest.skip(f"Slack's block schema is not at {SCHEMA}")
    schema = json.loads(SCHEMA.read_text())
    return Draft7Validator(schema | {"$ref": f"#/definitions/{definition}"})


def walk(value):
    """Every object inside, itself included."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def escaped(text):
    """Slack's length of a text."""
    return len(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def check_message(message):
    """A message that Slack takes, with a story for screen readers."""
    assert 0 < len(message.text) <= limits.FALLBACK_CHARACTERS
    assert len(message.blocks) <= limits.MESSAGE_BLOCKS
    assert text_length(message.blocks) <= limits.MESSAGE_CHARACTERS
    check_blocks(message.blocks)


def check_view(view):
    """A modal or Home view that Slack takes."""
    assert len(view["blocks"]) <= limits.VIEW_BLOCKS
    assert len(json.dumps(view)) <= limits.VIEW_BYTES
    has_input = any(block["type"] == "input" for block in view["blocks"])
    assert not has_input or "submit" in view
    check_blocks(view["blocks"])
    errors = [e.message for e in validator("HomeView" if view["type"] == "home" else "ModalView").iter_errors(view)]
    assert not errors


def check_blocks(blocks):
    """Ids unique, labels present, lengths as Slack counts them, and the schema's own rules."""
    block_ids = [block["block_id"] for block in blocks]
    assert len(set(block_ids)) == len(block_ids)
    for block in blocks:
        ids = [part["action_id"] for part in walk(block) if "action_id" in part]
        assert len(set(ids)) == len(ids)
    for part in walk(blocks):
        kind = part.get("type")
        if kind == "button":
            assert 0 < escaped(part["accessibility_label"]) <= limits.ACCESSIBILITY_LABEL
            assert escaped(part["text"]["text"]) <= limits.BUTTON_TEXT
        elif kind == "header":
            assert escaped(part["text"]["text"]) <= limits.HEADER
        elif kind == "plain_text":
            assert 0 < escaped(part["text"]) <= limits.TEXT_OBJECT
        elif kind == "mrkdwn":
            assert 0 < len(part["text"]) <= limits.TEXT_OBJECT
            assert part["verbatim"] is True
        elif kind == "text":
            assert part["text"]
        elif kind == "plain_text_input":
            assert escaped(part.get("initial_value", "")) <= limits.INPUT_VALUE
            assert part["max_length"] <= limits.INPUT_VALUE
        if "confirm" in part and kind == "button":
            assert escaped(part["confirm"]["text"]["text"]) <= limits.CONFIRM_TEXT
    errors = [e.message for block in blocks for e in validator("KnownBlock").iter_errors(block)]
    assert not errors


def all_text(blocks):
    """All that stands in the blocks, for looking something up."""
    return "\n".join(block["text"] for block in walk(blocks) if isinstance(block.get("text"), str))


def markup(blocks):
    """What Slack reads as markup."""
    return "\n".join(block["text"] for block in walk(blocks) if block.get("type") == "mrkdwn")


def mentioned(blocks):
    """Whom the blocks ring, as data."""
    return [block["user_id"] for block in walk(blocks) if block.get("type") == "user"]
