"""The validator is held to the schema generated from Slack's own types, where that file is at hand."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sandbox.validation.blocks import BLOCKS
from sandbox.validation.elements import ELEMENTS
from tests.unit.sandbox.kit import found
from tests.unit.sandbox.test_block_limits import LIMITS

REPLACEMENTS: tuple[Any, ...] = (None, 17, "", [], {}, "x")
SCHEMA = Path(__file__).parents[4] / "shared" / "data" / "slack_blocks.schema.json"
pytestmark = pytest.mark.skipif(not SCHEMA.exists(), reason=f"{SCHEMA} is not here")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def block_schema(schema):
    definitions = schema["definitions"]
    return jsonschema_rs.Draft7Validator({"$ref": "#/definitions/KnownBlock", "definitions": definitions})


@pytest.mark.parametrize("row", LIMITS, ids=[row[0] for row in LIMITS])
def test_blocks_at_their_limits_pass_both(row, block_schema):
    _, limit, build, _ = row
    if row[0] == "option value":
        limit = 75
    block = build(limit)
    assert found(block) == []
    assert block_schema.is_valid(block)


@pytest.mark.parametrize("row", LIMITS, ids=[row[0] for row in LIMITS])
def test_whatever_the_schema_refuses_the_validator_refuses(row, block_schema):
    block = row[2](row[1] + 1)
    assert block_schema.is_valid(block) or found(block)


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything inside a block, first of each list only."""
    inner = list(value.items()) if isinstance(value, dict) else list(enumerate(value[:1]))
    for key, entry in inner:
        yield (*path, key)
        if isinstance(entry, dict | list):
            yield from _places(entry, (*path, key))


def _harmed(block: Any) -> Iterator[Any]:
    """The block with each of its parts in turn taken away, or made into something else."""
    for *path, last in _places(block):
        for value in REPLACEMENTS:
            copied = copy.deepcopy(block)
            holder = copied
            for key in path:
                holder = holder[key]
            if value is None:
                del holder[last]
            else:
                holder[last] = value
            yield copied


@pytest.mark.parametrize("row", LIMITS, ids=[row[0] for row in LIMITS])
def test_whatever_shape_the_schema_refuses_the_validator_refuses(row, block_schema):
    refused = [harmed for harmed in _harmed(row[2](2)) if not block_schema.is_valid(harmed)]
    assert refused
    assert [harmed for harmed in refused if not found(harmed)] == []


def test_every_block_of_the_schema_is_known_or_left_out_on_purpose(schema):
    known = schema["definitions"]["KnownBlock"]["anyOf"]
    kinds = {_kind(schema, reference) for reference in known}
    assert kinds - set(BLOCKS) == {"container", "data_table"}


def test_every_input_element_of_the_schema_is_known(schema):
    for definition in schema["definitions"].values():
        kind = definition.get("properties", {}).get("type", {}).get("const", "")
        if kind.endswith(("_select", "_input", "picker", "_buttons")) or kind in {"button", "overflow"}:
            assert kind in ELEMENTS


def _kind(schema: dict[str, Any], reference: dict[str, str]) -> str:
    definition = schema["definitions"][reference["$ref"].rpartition("/")[2]]
    shapes = definition.get("anyOf", [definition])
    kind: str = shapes[0]["properties"]["type"]["const"]
    return kind
