"""What each field of twenty schemas from the world becomes, and that each payload comes back as it was."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from oversight.editing.form.field import Field, FieldKind
from oversight.editing.form.form import Form
from oversight.editing.form.page import Page
from oversight.editing.form.working import Working
from oversight.exact_json.json_path import json_path
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from oversight.policy.payload_schema.schema_faults import schema_faults
from tests.unit.oversight.editing.form.person import a_form, pages_of, went_through

COUNTRIES = [f"C{number}" for number in range(195)]
CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "real_schemas.yml").read_text())
CASES["order in a currency of the world (more than 100 options)"]["schema"]["properties"]["country"]["enum"] = COUNTRIES


def table(form: Form, working: Working) -> dict[str, str]:
    """Each field and row in the order in which the form shows them; the field of a page of its own as “(shown)”."""
    said: dict[str, str] = {}

    def visit(page: Page) -> None:
        for item in page.items:
            name = json_path(item.path).removeprefix("$").removeprefix(".")
            said[f"{name} (shown)" if name in said and isinstance(item, Field) else name] = str(item.kind)

    for page in pages_of(form, working):
        if isinstance(page, Page):
            visit(page)
    return said


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_field_becomes_what_the_table_says(case):
    assert table(a_form(case["payload"], case["schema"]), Working(case["payload"])) == case["form"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_payload_fits_and_comes_back_as_it_was(case):
    schema, payload = case["schema"], case["payload"]
    assert list(schema_faults({"action_types": {"a": {"schema": schema}}})) == []
    assert PayloadSchema(schema).problems(payload) == ()
    done = went_through(a_form(payload, schema), Working(payload))
    assert not done.faults
    assert orjson.dumps(done.payload) == orjson.dumps(payload)


def test_there_are_twenty():
    assert len(CASES) == 20
    kinds = {kind for case in CASES.values() for kind in case["form"].values()}
    assert {str(kind) for kind in FieldKind} - kinds == {"kept"}
