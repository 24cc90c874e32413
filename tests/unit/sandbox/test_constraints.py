"""`errors[].constraint` of `blocks.validate`: type, expected and got, in the shapes that Slack documents."""

from itertools import islice
from typing import Any

import pytest

from sandbox.clock import wall_clock
from sandbox.default_world import default_world
from sandbox.install import Install
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import check_blocks
from sandbox.validation.finding import Report
from sandbox.webapi import blocks
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace
from tests.unit.sandbox.at_the_limit import BLOCK_LIMITS
from tests.unit.sandbox.kit import actions, button, field, plain, section

SPACE = Workspace(default_world(), Install(), wall_clock)


def errors(**given: Any) -> list[dict[str, Any]]:
    with pytest.raises(SlackRefusalError) as refused:
        blocks.validate(SPACE, Call("blocks.validate", given))
    found: list[dict[str, Any]] = refused.value.fields["errors"]
    return found


def test_the_documented_example_is_answered_as_documented():
    """https://docs.slack.dev/reference/methods/blocks.validate, with the `got` that captures of Slack have besides."""
    wrong = {"type": "section", "text": {"type": "invalid", "text": "Hello"}}
    assert errors(blocks=[wrong]) == [
        {
            "code": "failed_constraint",
            "message": "unsupported type: invalid",
            "pointer": "/0/text/type",
            "constraint": {"type": "enum", "expected": ["plain_text", "mrkdwn"], "got": "invalid"},
        }
    ]


def test_a_child_of_a_message_is_pointed_to_from_the_message():
    container = {"type": "container", "title": plain("t"), "child_blocks": [{"type": "markdown", "text": "x"}]}
    [error] = errors(message={"blocks": [container]})
    assert error["pointer"] == "/blocks/0/child_blocks/0/type"
    assert (error["constraint"]["type"], error["constraint"]["got"]) == ("enum", "markdown")
    assert "section" in error["constraint"]["expected"]


@pytest.mark.parametrize(
    ("block", "constraint"),
    [
        (section("x" * 3001), {"type": "max_length", "expected": 3000, "got": 3001}),
        (section(""), {"type": "min_length", "expected": 1, "got": 0}),
        (section("&" * 601), {"type": "max_length", "expected": 3000, "got": 3005}),
        (actions(*[button()] * 26), {"type": "max_items", "expected": 25, "got": 26}),
        (actions(), {"type": "min_items", "expected": 1, "got": 0}),
        (actions(button(style="loud")), {"type": "enum", "expected": ["primary", "danger"], "got": "loud"}),
        (section(expand="yes"), {"type": "type", "expected": ["boolean"], "got": "string"}),
        (section(expand=None), {"type": "type", "expected": ["boolean"], "got": "null"}),
        ({"type": "section", "text": "bare"}, {"type": "type", "expected": ["object"], "got": "string"}),
        ({"type": "header"}, {"type": "required", "expected": ["text"]}),
        ({"type": "section"}, {"type": "required", "expected": ["text", "fields"]}),
        (section(colour="red"), {"type": "additional_property", "got": "colour"}),
    ],
)
def test_a_constraint_says_what_was_expected_and_what_came(block, constraint):
    [error] = errors(blocks=[block])
    assert (error["code"], error["constraint"]) == ("failed_constraint", constraint)


def test_a_repeated_id_is_named():
    [error] = errors(blocks=[section(block_id="a"), section(block_id="a")])
    assert (error["pointer"], error["constraint"]) == ("/1/block_id", {"type": "unique", "got": "a"})


def test_a_modal_without_submit_is_pointed_to_from_the_view():
    [error] = errors(view={"type": "modal", "title": plain("t"), "blocks": [field()]})
    assert (error["pointer"], error["constraint"]) == ("", {"type": "required", "expected": ["submit"]})


def broken(value):
    """This JSON with one thing wrong at a time: each value in it replaced by one of another kind."""
    yield [] if isinstance(value, str | int | bool) or value is None else 7
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, entry in entries:
        for other in broken(entry):
            yield {**value, name: other} if isinstance(value, dict) else [*value[:name], other, *value[name + 1 :]]


@pytest.mark.parametrize("row", BLOCK_LIMITS, ids=[f"{row.constant}{row.pointer}" for row in BLOCK_LIMITS])
def test_every_constraint_has_the_shape_that_slacks_clients_read(row):
    """`{expected?: string[] | number; got?: number | string; type?: string}`, as Slack's own types have it."""
    for wrong in (row.at(row.limit + 1), *islice(broken(row.at(1)), 40)):
        report = Report()
        check_blocks([wrong], row.surface, "", report)
        for error in (one.as_json() for one in report.findings):
            constraint = error["constraint"]
            expected, got = constraint.get("expected", 0), constraint.get("got", "")
            assert set(constraint) <= {"type", "expected", "got"}
            assert type(expected) in {int, float} or all(isinstance(one, str) for one in expected)
            assert type(got) in {str, int, float}
