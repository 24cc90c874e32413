"""What Slack sends of an edit's window is read as the form wants it; what belongs to no field of it is left alone."""

import pytest

from blocks.editing.fields import EMPTY_KEY
from blocks.kit import ids
from handlers.slack.editing.entered import block_of, entered_fields, entered_texts, has_reason
from oversight.editing.form.field import Field, FieldKind
from oversight.editing.form.page import Page, TextPage
from tests.unit.blocks.actions import an_action
from tests.unit.blocks.editing.windows import edit_modal

PATH = ("a",)
MANY = "multi_static_select"
OTHERS = ids.field_block(("b",), "text-plain_text_input", 0)
OF_ANOTHER_KIND = ids.field_block(PATH, "date-datepicker", 0)


def page_with(kind):
    field = Field(path=PATH, kind=kind, label="a")
    return Page(path=(), title="Payload", crumbs=(), depth=0, items=(field,))


def sent(block_id, action_id, **element):
    return {"state": {"values": {block_id: {action_id: element}}}}


@pytest.mark.parametrize(
    ("kind", "element", "entered"),
    [
        (FieldKind.TEXT, {"type": "plain_text_input", "value": "x\0\ud800"}, "x\N{REPLACEMENT CHARACTER}?"),
        (FieldKind.TEXT, {"type": "plain_text_input", "value": None}, None),
        (FieldKind.URL, {"type": "url_text_input", "value": "https://x"}, "https://x"),
        (FieldKind.DATE, {"type": "datepicker", "selected_date": "2026-01-02"}, "2026-01-02"),
        (FieldKind.DATE_TIME, {"type": "datetimepicker", "selected_date_time": 1798137000}, 1798137000),
        (FieldKind.DATE_TIME, {"type": "datetimepicker", "selected_date_time": "soon"}, None),
        (FieldKind.BOOLEAN, {"type": "radio_buttons", "selected_option": {"value": "true"}}, "true"),
        (FieldKind.CHOICE, {"type": "static_select", "selected_option": {"value": EMPTY_KEY}}, None),
        (FieldKind.CHOICE, {"type": "static_select", "selected_option": None}, None),
        (
            FieldKind.CHOICES,
            {"type": "multi_static_select", "selected_options": [{"value": "1"}, {"value": "0"}]},
            ("1", "0"),
        ),
        (FieldKind.CHOICES, {"type": "multi_static_select", "selected_options": []}, None),
    ],
)
def test_each_element_is_read(kind, element, entered):
    view = sent(ids.field_block(PATH, f"{kind}-{element['type']}", 3), ids.FIELD_INPUT, **element)
    assert entered_fields(view, page_with(kind)) == {PATH: entered}


def test_an_option_that_was_searched_for_is_read():
    chosen = {"type": "external_select", "selected_option": {"value": "7"}}
    view = sent(ids.field_block(PATH, "search-external_select", 0), ids.SEARCH_INPUT, **chosen)
    assert entered_fields(view, page_with(FieldKind.SEARCH)) == {PATH: "7"}


@pytest.mark.parametrize(
    "block_id",
    [
        "reason_block",
        "field",
        "field.x",
        ids.field_block(("b",), "text-plain_text_input", 0),
        ids.field_block(PATH, "date-x", 0),
    ],
)
def test_what_is_of_another_field_or_another_kind_is_left_alone(block_id):
    view = sent(block_id, ids.FIELD_INPUT, type="plain_text_input", value="x")
    assert entered_fields(view, page_with(FieldKind.TEXT)) == {}
    assert entered_fields({}, page_with(FieldKind.TEXT)) == {}


def test_the_inputs_of_a_text_are_read_by_their_numbers():
    page = TextPage(path=PATH, title="a", crumbs=(), depth=1, hint="", inputs=("x", "y"), first=10)
    values = {
        ids.text_block(PATH, 10, 20, 0): {ids.TEXT_INPUT: {"value": "x2"}},
        ids.text_block(PATH, 11, 20, 4): {ids.TEXT_INPUT: {"value": None}},
        ids.text_block(("b",), 12, 20, 0): {ids.TEXT_INPUT: {"value": "other"}},
        f"text.{ids.item_id(PATH)}.z.0": {ids.TEXT_INPUT: {"value": "other"}},
    }
    assert entered_texts({"state": {"values": values}}, page) == {10: "x2", 11: ""}


def test_the_input_of_a_value_is_found_in_the_window_that_shows_it():
    view = edit_modal(an_action({"a": 1, "b": {"c": 2}}))
    assert str(block_of(view, ("a",))).startswith(f"field.{ids.item_id(PATH)}.")
    assert block_of(view, ("b",)) is None
    assert has_reason(sent(ids.REASON_BLOCK, ids.REASON_INPUT, value=None))
    assert not has_reason(view)
