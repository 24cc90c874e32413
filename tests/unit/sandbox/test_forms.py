"""Plain values become Slack's `state.values`, and what a person may not send is said to them."""

import pytest

from sandbox.forms import complaints, entered_values, initial_values
from sandbox.refusal import SlackRefusalError
from tests.unit.sandbox.kit import actions, field, option, plain


def one_input(element, **block):
    return {"type": "input", "block_id": "b", "label": plain("L"), "element": {"action_id": "a", **element}, **block}


def entered(block, value):
    return entered_values([block], initial_values([block]), {"a": value})["b"]["a"]


def test_untouched_inputs_hold_their_initial_values():
    text = one_input({"type": "plain_text_input", "initial_value": "hello"})
    boxes = one_input({"type": "checkboxes", "options": [option()]})
    assert initial_values([text])["b"]["a"] == {"type": "plain_text_input", "value": "hello"}
    assert initial_values([boxes])["b"]["a"] == {"type": "checkboxes", "selected_options": []}


@pytest.mark.parametrize(
    ("element", "value", "entry"),
    [
        ({"type": "plain_text_input"}, "x", {"value": "x"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "static_select", "options": [option(1), option(2)]}, "2", {"selected_option": option(2)}),
        ({"type": "radio_buttons", "options": [option(1)]}, "Option 1", {"selected_option": option(1)}),
        ({"type": "checkboxes", "options": [option(1), option(2)]}, ["1"], {"selected_options": [option(1)]}),
        ({"type": "users_select"}, "U0SAM", {"selected_user": "U0SAM"}),
        ({"type": "multi_users_select"}, ["U0SAM"], {"selected_users": ["U0SAM"]}),
        ({"type": "datepicker"}, "2026-01-31", {"selected_date": "2026-01-31"}),
    ],
)
def test_each_kind_of_element_has_its_own_key(element, value, entry):
    assert entered(one_input(element), value) == {"type": element["type"], **entry}


def test_values_can_be_given_by_block():
    block = one_input({"type": "plain_text_input"})
    values = entered_values([block], initial_values([block]), {"b": {"a": "x"}})
    assert values["b"]["a"]["value"] == "x"


def test_an_input_that_is_not_there_is_named():
    block = one_input({"type": "plain_text_input"})
    with pytest.raises(SlackRefusalError) as raised:
        entered_values([block], initial_values([block]), {"reason": "x"})
    assert "reason" in raised.value.fields["detail"]


def test_an_option_that_is_not_there_is_refused():
    with pytest.raises(SlackRefusalError, match="no_such_option"):
        entered(one_input({"type": "static_select", "options": [option(1)]}), "3")


@pytest.mark.parametrize(
    ("element", "value", "words"),
    [
        ({"type": "plain_text_input"}, "", "required"),
        ({"type": "plain_text_input", "max_length": 3}, "four", "at most 3"),
        ({"type": "plain_text_input", "min_length": 5}, "four", "at least 5"),
        ({"type": "number_input", "is_decimal_allowed": True}, "ten", "a number"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole"),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", "at least 2"),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "3", "at most 2"),
        ({"type": "email_text_input"}, "sam", "email"),
        ({"type": "url_text_input"}, "sam", "URL"),
    ],
)
def test_what_cannot_be_sent_is_said_beside_its_block(element, value, words):
    block = one_input(element)
    values = entered_values([block], initial_values([block]), {"a": value})
    assert words in complaints([block], values)["b"]


def test_an_optional_input_may_stay_empty():
    block = one_input({"type": "plain_text_input"}, optional=True)
    assert complaints([block], initial_values([block])) == {}


def test_buttons_have_no_state():
    assert initial_values([actions({"type": "button", "action_id": "x", "text": plain("x")})]) == {}
    assert list(initial_values([field() | {"block_id": "b"}])) == ["b"]
