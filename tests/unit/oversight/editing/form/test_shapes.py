"""Which branch a value has, what becomes of the others, and where no branch fits."""

from typing import Any

import pytest

from oversight.editing.form.branch_choice import with_branch
from oversight.editing.form.entering import finished, take
from oversight.editing.form.field import ABSENT, Clearing, Field, FieldKind
from oversight.editing.form.page import Page, Row, RowKind, TextPage
from oversight.editing.form.pages import page_at
from oversight.editing.form.rows import moved
from oversight.editing.form.working import Working
from tests.unit.oversight.editing.form.person import a_form, standing

CARD: dict[str, Any] = {
    "title": "Card",
    "type": "object",
    "required": ["kind", "no"],
    "properties": {"kind": {"const": "card"}, "no": {"type": "string"}},
}
BANK: dict[str, Any] = {
    "title": "Bank",
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"const": "bank"}, "iban": {"type": "string"}},
}
PAY = {"type": "object", "required": ["pay"], "properties": {"pay": {"oneOf": [CARD, BANK]}}}


def page(form, value, path=("pay",)):
    found = page_at(form, value if isinstance(value, Working) else Working(value), path)
    assert isinstance(found, Page)
    return found


def test_another_shape_begins_with_what_says_it_and_the_first_one_comes_back_as_it_was():
    payload = {"pay": {"kind": "card", "no": "4 "}}
    form = a_form(payload, PAY)
    start = Working(payload)
    branches = page(form, start).branches
    assert branches is not None
    assert ([option.label for option in branches.options], branches.chosen) == (["Card", "Bank"], "0")
    bank = with_branch(form, start, ("pay",), "1")
    assert bank.value == {"pay": {"kind": "bank"}}
    typed = take(bank, page(form, bank), {("pay", "iban"): "DE02"})
    back = with_branch(form, typed, ("pay",), "0")
    assert back.value == payload
    assert with_branch(form, back, ("pay",), "1").value == {"pay": {"kind": "bank", "iban": "DE02"}}


def test_what_could_not_be_read_in_a_shape_and_the_shapes_within_it_come_back_too():
    inner = {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}
    card = {**CARD, "properties": {**CARD["properties"], "n": {"type": "integer"}, "in": inner}}
    schema = {"type": "object", "properties": {"pays": {"type": "array", "items": {"oneOf": [card, BANK]}}}}
    payload: dict[str, Any] = {"pays": [{"kind": "bank"}, {"kind": "card", "no": "4", "n": 1, "in": 7}]}
    form, path = a_form(payload, schema), ("pays", 1)
    typed = take(Working(payload), page(form, payload, path), {(*path, "n"): "12 apples"})
    typed = with_branch(form, typed, (*path, "in"), "1")
    bank = with_branch(form, typed, path, "1")
    assert finished(form, bank).faults == ()
    at = ("pays", 0)
    back = with_branch(form, moved(bank, path, -1), at, "0")
    assert [detail.path for detail in finished(form, back).faults] == ["$.pays[0].n"]
    assert {item.path[-1]: item.unread for item in page(form, back, at).items if isinstance(item, Field)}[
        "n"
    ] == "12 apples"
    assert page(form, back, (*at, "in")).branches.chosen == "1"
    assert with_branch(form, back, (*at, "in"), "0").value["pays"][0] == {**payload["pays"][1], "n": 1}


def test_a_tag_says_the_shape_even_where_the_rest_is_not_filled_in():
    assert page(a_form({}, PAY), {"pay": {"kind": "card"}}).branches.chosen == "0"


def test_a_choice_that_all_shapes_share_does_not_keep_the_tag_from_saying_the_shape():
    urgency = {"urgency": {"enum": ["low", "high"]}}
    shapes = [
        {**CARD, "properties": {**urgency, **CARD["properties"], "mail": {"type": "string", "format": "email"}}},
        {**BANK, "properties": {**urgency, **BANK["properties"]}},
    ]
    schema = {"type": "object", "properties": {"pay": {"oneOf": shapes}}}
    for slip in ({"mail": "nobody"}, {"urgency": "urgent"}):
        assert page(a_form({}, schema), {"pay": {"kind": "card", "no": "4", **slip}}).branches.chosen == "0"


def test_what_fits_no_shape_is_edited_as_text_and_only_that():
    payload = {"pay": {"kind": "cash"}, "note": "n"}
    form = a_form(payload, PAY)
    (row,) = page(form, payload).items
    assert isinstance(row, Row)
    assert (row.kind, row.path) == (RowKind.TEXT, ("pay",))
    text = page_at(form, Working(payload), ("pay",), as_text=True)
    assert isinstance(text, TextPage)
    assert text.inputs == ('{\n  "kind": "cash"\n}',)
    assert [item.path for item in page(form, payload, ()).items] == [("pay",), ("note",)]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"]},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/t"}]},
        {"type": "string", "nullable": True},
        {"anyOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}]},
        {"allOf": [{"anyOf": [{"type": "string", "maxLength": 9}, {"type": "null"}]}], "title": "T"},
    ],
)
def test_what_may_be_null_is_never_a_choice_of_two(schema):
    whole = {"type": "object", "properties": {"a": schema}, "$defs": {"t": {"type": "string"}}}
    (field,) = page(a_form({"a": "x"}, whole), {"a": "x"}, ()).items
    assert isinstance(field, Field)
    assert (field.kind, field.clearing) == (FieldKind.TEXT, Clearing.NULL)


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"oneOf": [{"const": "a", "title": "First"}, {"const": "b"}]}, FieldKind.CHOICE),
        ({"anyOf": [{"enum": ["a"]}, {"enum": ["b", "c"]}]}, FieldKind.CHOICE),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}, FieldKind.TEXT),
        ({"anyOf": [{"const": "a"}, {"type": "string"}]}, FieldKind.TEXT),
        ({"type": "string", "anyOf": [{"pattern": "^a"}, {"maxLength": 3}]}, FieldKind.TEXT),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, RowKind.UNION),
        ({"enum": list(range(101))}, FieldKind.SEARCH),
        ({"enum": ["a", 1]}, FieldKind.CHOICE),
    ],
)
def test_a_union_is_a_choice_only_where_the_shapes_differ(schema, kind):
    value = 7 if kind is FieldKind.SEARCH else "a"
    (item,) = page(a_form({"a": value}, {"properties": {"a": schema}}), {"a": value}, ()).items
    assert item.kind is kind


def test_all_of_is_one_object_with_the_tighter_limits():
    schema = {
        "allOf": [{"properties": {"n": {"type": "number", "minimum": 1}}}, {"required": ["n"]}],
        "properties": {"n": {"title": "N", "maximum": 9, "minimum": 0}},
    }
    (field,) = page(a_form({"n": 2}, schema), {"n": 2}, ()).items
    assert isinstance(field, Field)
    assert (field.kind, field.label, field.hint, field.is_required) == (FieldKind.NUMBER, "N", "From 1 to 9.", True)


@pytest.mark.parametrize("nothing", [{}, {"b": None}])
def test_what_an_object_needs_is_not_needed_while_there_is_no_object(nothing):
    inner = {
        "type": ["object", "null"],
        "required": ["n", "yes", "day"],
        "properties": {
            "n": {"type": "integer"},
            "yes": {"type": "boolean"},
            "day": {"type": "string", "format": "date"},
        },
    }
    form = a_form(nothing, {"type": "object", "properties": {"b": inner}})
    there = page(form, nothing, ("b",))
    assert [field.clearing for field in there.items] == [Clearing.ABSENT] * 3
    assert finished(form, take(Working(nothing), there, standing(there))).payload == nothing
    filled = take(Working(nothing), there, {**standing(there), ("b", "n"): "3"})
    assert filled.value == {"b": {"n": 3}}
    assert [field.clearing for field in page(form, filled, ("b",)).items] == [None] * 3


def test_nothing_is_filled_in_by_itself():
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string", "default": "d"},
            "b": {"type": "object", "properties": {"c": {"type": "integer", "default": 3}}},
        },
    }
    form = a_form({}, schema)
    field, row = page(form, {}, ()).items
    assert isinstance(field, Field)
    assert isinstance(row, Row)
    assert (field.value, row.is_absent, row.summary) == (ABSENT, True, "Left out")
    there = page(form, {}, ("b",))
    assert finished(form, take(Working({}), there, {("b", "c"): None})).payload == {}
    filled = take(Working({}), there, {("b", "c"): "3"})
    assert filled.value == {"b": {"c": 3}}
    assert take(filled, page(form, filled, ("b",)), {("b", "c"): ""}).value == {}
