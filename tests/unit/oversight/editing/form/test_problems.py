"""What is wrong stands on its field where that is open, else on its row, else above."""

from oversight.action.refusal import Detail
from oversight.editing.form.page import Page
from oversight.editing.form.pages import page_at
from oversight.editing.form.problems import by_place, sharpened
from oversight.editing.form.working import Working
from oversight.policy.payload_schema.payload_schema import PayloadSchema
from tests.unit.oversight.editing.form.person import a_form

SCHEMA = {
    "type": "object",
    "required": ["id", "pay"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}}},
        "pay": {
            "oneOf": [
                {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {"kind": {"const": "a"}, "n": {"type": "integer", "maximum": 9}},
                },
                {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "b"}}},
            ]
        },
    },
}


def told(payload, path=()):
    form, working = a_form(payload, SCHEMA), Working(payload)
    page = page_at(form, working, path)
    assert isinstance(page, Page)
    return by_place(page, sharpened(form, working, PayloadSchema(SCHEMA).problems(payload)))


def test_each_fault_is_told_where_it_is():
    found = told({"lines": [{"n": 1}, {"n": 0}], "pay": {"kind": "a", "n": "x"}, "more": 1})
    assert found.fields == {
        ("id",): '"id" is a required property',
        ("more",): "Additional properties are not allowed ('more' was unexpected)",
    }
    assert found.rows == {
        ("lines", 1): "n: [value] is less than the minimum of 1",
        ("pay",): 'n: [value] is not of type "integer"',
    }
    assert (found.here, found.elsewhere) == ((), ())


def test_it_is_told_again_where_the_row_leads():
    payload = {"id": "", "lines": [{"n": 0}], "pay": {"kind": "a", "n": 10}}
    found = told(payload, ("lines", 0))
    assert found.fields == {("lines", 0, "n"): "[value] is less than the minimum of 1"}
    assert [detail.path for detail in found.elsewhere] == ["$.id", "$.pay.n"]
    assert told({"id": "x", "pay": {"kind": "a", "n": 10}}, ("pay",)).fields == {
        ("pay", "n"): "[value] is greater than the maximum of 9"
    }


def test_what_concerns_the_whole_is_told_above():
    form = a_form({"id": "x"}, SCHEMA)
    page = page_at(form, Working({"id": "x"}))
    assert isinstance(page, Page)
    check = Detail("the check “small” no longer passes")
    assert by_place(page, [check]).here == (check,)


def test_what_concerns_the_value_of_a_page_is_told_on_that_page():
    payload = {"id": "x", "pay": {"kind": "b"}, "lines": [{"n": 1}]}
    form = a_form(payload, SCHEMA)
    wrong = [Detail("needs another key", "$.pay"), Detail("has too few", "$.lines"), Detail("is empty", "$.id")]
    page = page_at(form, Working(payload), ("pay",))
    assert isinstance(page, Page)
    found = by_place(page, wrong)
    assert (found.here, found.elsewhere) == ((wrong[0],), (wrong[1], wrong[2]))


def test_of_several_keys_each_is_told_at_its_own_place():
    page = page_at(a_form({"id": "x"}, SCHEMA), Working({"id": "x"}))
    assert isinstance(page, Page)
    found = by_place(page, [Detail("are missing", "$", ("nowhere", "id"))])
    assert found.fields == {("id",): "are missing"}
