"""What editors are told of policy.yml agrees with what reads it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from oversight.calendar.duration import LONGEST, duration_text, parse_duration
from oversight.policy.file.document import PolicyDocument
from oversight.policy.file.json_schema import policy_schema
from oversight.policy.file.reading import BadPolicy, read_policy
from tests.unit.policies.shipped import SHIPPED

SCHEMA = policy_schema()
VALIDATOR = jsonschema_rs.Draft7Validator(SCHEMA)
SMALL = 'version: 1\ntiers: {team_member: {channel: "#a", reviewers: [U1]}}\n'


def test_it_is_a_schema_itself():
    jsonschema_rs.meta.validate(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.name if path.name != "policy.yml" else path.parent))
def test_every_policy_that_comes_with_the_program_fits(path: Path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(document)] == []


@pytest.mark.parametrize(
    "fault",
    [
        "surprise: 1",
        "tiers: {boss: {channel: '#a'}}",
        "defaults: {review_timeout: soon}",
        "defaults: {review_timeout: 30}",
        "rules: [{name: a, when: payload.x, tier: nobody, reason: r}]",
        "rules: [{name: a, when: payload.x, tier: team_member}]",
        "rules: [{name: a, when: payload.x, tier: team_member, reason: r, mode: off}]",
        "action_types: {a: {risk: tiny}}",
        "action_types: {a: {}}",
        "action_types: {a: {risk: low, when_checked: release}}",
        "confidence: {weights: {luck: 1}}",
        "confidence: {auto_approve: 2}",
        "terms: [a]",
        "lazy_review: {digest: {}}",
    ],
)
def test_what_an_editor_underlines_the_program_refuses(fault: str):
    text = fault if fault.startswith("tiers") else SMALL + fault
    text = text if text.startswith("version") else "version: 1\n" + text
    assert not VALIDATOR.is_valid(yaml.safe_load(text))
    with pytest.raises(BadPolicy):
        read_policy(text)


def test_every_field_of_the_file_is_known_to_the_editor():
    """A section that somebody adds to the document is in the schema by itself."""
    assert set(SCHEMA["properties"]) == {field.alias or name for name, field in PolicyDocument.model_fields.items()}
    assert set(SCHEMA["properties"]["tiers"]["properties"]) == {
        "team_member",
        "team_lead",
        "domain_expert",
        "executive",
    }


def test_defaults_are_written_as_one_would_write_them():
    for schema in every_part(SCHEMA):
        if isinstance(schema, dict) and isinstance(schema.get("default"), str):
            local = {**schema, "$defs": SCHEMA["$defs"]}
            assert jsonschema_rs.Draft7Validator(local).is_valid(schema["default"]), schema


def every_part(schema: Any) -> list[Any]:
    """The schema and every part of it."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [schema, *(part for value in inner for part in every_part(value))]


@given(st.integers(1, LONGEST // timedelta(seconds=1)))
def test_a_span_is_read_as_it_is_written(seconds: int):
    span = timedelta(seconds=seconds)
    assert parse_duration(duration_text(span)) == span
