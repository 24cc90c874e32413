"""A flat payload as a form: submitted untouched it is the identical payload."""

import orjson

from oversight.editing.form.entering import finished, take
from oversight.editing.form.field import Field, FieldKind
from oversight.editing.form.form import Form
from oversight.editing.form.page import Page
from oversight.editing.form.pages import page_at
from oversight.editing.form.shown import shown
from oversight.editing.form.working import Working
from oversight.policy import CardHints
from oversight.policy.payload_schema.description.schemas import Schemas

SCHEMA = {
    "type": "object",
    "required": ["order_id", "amount"],
    "properties": {
        "order_id": {"type": "string"},
        "amount": {"type": "number", "minimum": 0, "x-unit": "EUR"},
        "count": {"type": "integer"},
        "gift": {"type": "boolean"},
    },
}
PAYLOAD = {"order_id": "007", "amount": 1e3, "gift": False, "extra": -0.0}


def test_a_flat_payload_is_a_form_of_fields_and_comes_back_as_it_was():
    form, working = Form(PAYLOAD, CardHints(), Schemas(SCHEMA)), Working(PAYLOAD)
    page = page_at(form, working)
    assert isinstance(page, Page)
    fields = [item for item in page.items if isinstance(item, Field)]
    assert [field.kind for field in fields] == [
        FieldKind.TEXT,
        FieldKind.NUMBER,
        FieldKind.INTEGER,
        FieldKind.BOOLEAN,
        FieldKind.NUMBER,
    ]
    assert [shown(field) for field in fields] == ["007", "1000", None, "false", "-0"]
    taken = take(working, page, {field.path: shown(field) for field in fields})
    assert orjson.dumps(finished(form, taken).payload) == orjson.dumps(PAYLOAD)


def test_a_number_that_is_typed_is_a_number():
    form, working = Form(PAYLOAD, CardHints(), Schemas(SCHEMA)), Working(PAYLOAD)
    page = page_at(form, working)
    assert isinstance(page, Page)
    assert finished(form, take(working, page, {("amount",): "−12.5"})).payload["amount"] == -12.5  # noqa: RUF001
