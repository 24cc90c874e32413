"""What Slack refuses beyond lengths: shapes, places, repeated ids, missing parts."""

from typing import Any

import pytest

from sandbox import limits
from sandbox.validation.blocks import SURFACES
from tests.unit.sandbox.at_the_limit import CELL, card, chart, container, data_table, provider, table
from tests.unit.sandbox.kit import (
    actions,
    button,
    field,
    found,
    mrkdwn,
    option,
    plain,
    section,
)

RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
GROUP = {"label": plain("Group"), "options": [option()]}
BROKEN: dict[str, tuple[Any, str]] = {
    "unknown block": ({"type": "banner"}, "/type"),
    "no type": ({"text": mrkdwn("x")}, ""),
    "not an object": ("hello", ""),
    "empty section": ({"type": "section"}, ""),
    "empty text": (section(""), "/text/text"),
    "header in mrkdwn": ({"type": "header", "text": mrkdwn("x")}, "/text/type"),
    "stray property": (section(colour="red"), "/colour"),
    "emoji on mrkdwn": (section() | {"text": mrkdwn("x") | {"emoji": True}}, "/text/emoji"),
    "no elements": ({"type": "actions", "elements": []}, "/elements"),
    "input outside an input block": (
        actions({"type": "plain_text_input", "action_id": "a"}),
        "/elements/0/type",
    ),
    "button inside an input block": (field() | {"element": button()}, "/element/type"),
    "wrong style": (actions(button(style="blue")), "/elements/0/style"),
    "repeated action id": (
        actions(button(action_id="a"), button(action_id="a")),
        "/elements/1/action_id",
    ),
    "options and groups": (
        actions({"type": "static_select", "options": [option()], "option_groups": [GROUP]}),
        "/elements/0",
    ),
    "initial option that is none": (
        actions({"type": "static_select", "options": [option(1)], "initial_option": option(2)}),
        "/elements/0/initial_option",
    ),
    "min over max": (field(min_length=5, max_length=4), "/element/min_length"),
    "image from nowhere": ({"type": "image", "alt_text": "a"}, ""),
    "malformed date": (actions({"type": "datepicker", "initial_date": "tomorrow"}), "/elements/0/initial_date"),
    "rich text part of no kind": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "blink"}]}],
        },
        "/elements/0/elements/0/type",
    ),
    "alert in a message": ({"type": "alert", "text": plain("x")}, "/type"),
    "null where nothing should stand": (section(accessory=None), "/accessory"),
    "a number that is no integer": (field(max_length=1.5), "/element/max_length"),
    "true where 1 should stand": (
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [], "border": True}]},
        "/elements/0/border",
    ),
    "a property with a slash": (section() | {"a/b~c": 1}, "/a~1b~0c"),
    "option without a value": (
        actions({"type": "overflow", "options": [{"text": plain("x")}]}),
        "/elements/0/options/0",
    ),
    "confirm without a title": (actions(button(confirm={"text": plain("x")})), "/elements/0/confirm"),
    "mention in preformatted text": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}],
        },
        "/elements/0/elements/0/type",
    ),
    "initial value over max_length": (field(max_length=2, initial_value="abc"), "/element/initial_value"),
    "no thirteenth month": (actions({"type": "datepicker", "initial_date": "2026-13-01"}), "/elements/0/initial_date"),
    "file input outside a modal": (field() | {"element": {"type": "file_input"}}, "/element/type"),
    "empty card": ({"type": "card", "subtitle": mrkdwn("x")}, ""),
    "select in a card": (card(actions=[{"type": "users_select"}]), "/actions/0/type"),
    "section in a carousel": ({"type": "carousel", "elements": [section()]}, "/elements/0/type"),
    "headless container": ({"type": "container", "child_blocks": [section()]}, ""),
    "container in a container": (container(child_blocks=[container()]), "/child_blocks/0/type"),
    "divider of what collapses": (container(is_collapsible=True, has_header_divider=True), "/has_header_divider"),
    "action id twice in a contained block": (
        container(child_blocks=[actions(button(action_id="a"), button(action_id="a"))]),
        "/child_blocks/0/elements/1/action_id",
    ),
    "block id twice, once contained": (
        container(block_id="a", child_blocks=[section(block_id="a")]),
        "/child_blocks/0/block_id",
    ),
    "uneven data table": (data_table([CELL], [CELL, CELL]), "/rows/1"),
    "data table of a header alone": (data_table([CELL]), "/rows"),
    "rich text in a header": (data_table([RICH], [CELL]), "/rows/0/0/type"),
    "row header beyond the row": (data_table([CELL], [CELL], row_header_column_index=1), "/row_header_column_index"),
    "empty cell": (table([CELL | {"text": ""}]), "/rows/0/0/text"),
    "pie of nothing": (
        chart(chart={"type": "pie", "segments": [{"label": "a", "value": 0}]}),
        "/chart/segments/0/value",
    ),
    "chart of no kind": (chart(chart={"type": "radar"}), "/chart/type"),
    "series without its category": (
        chart(
            chart={
                "type": "bar",
                "series": [{"name": "s", "data": [{"label": "b", "value": 1}]}],
                "axis_config": {"categories": ["a"]},
            }
        ),
        "/chart/series/0/data",
    ),
    "task in no state": ({"type": "task_card", "task_id": "1", "title": "t"}, ""),
    "workflow without a trigger": (
        actions({"type": "workflow_button", "text": plain("Run"), "workflow": {}}),
        "/elements/0/workflow",
    ),
}
TAKEN: dict[str, Any] = {
    "section": section(expand=True, accessory=button()),
    "markdown": {"type": "markdown", "text": "# Title"},
    "card in plain text": card(title=plain("t"), subtext=mrkdwn("s"), actions=[button()], slack_icon={"name": "star"}),
    "carousel": {"type": "carousel", "elements": [card(block_id="a"), card(block_id="b")]},
    "container": container(subtitle=mrkdwn("s"), width="full", child_blocks=[section(), table([CELL]), field()]),
    "data table": data_table([CELL, CELL], [RICH, {"type": "raw_number", "value": 1, "text": "1"}], page_size=5),
    "table": table([CELL, RICH], [CELL], column_settings=[None, {"align": "right", "is_wrapped": True}]),
    "chart": chart(),
    "plan": {"type": "plan", "title": "p", "tasks": [{"task_id": "1", "title": "t", "status": "complete"}]},
    "task card": {"type": "task_card", "task_id": "1", "title": "t", "status": "pending"},
    "call": {"type": "call", "call_id": "R1"},
    "provider": provider(),
    "described boxes": actions(
        {"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "description": mrkdwn("_b_"), "value": "v"}]}
    ),
    "agent prompt": actions(
        button(agent_prompt="Summarize", agent_prompt_display="Sum up", visible_to_user_ids=["U1"])
    ),
    "bare pickers": actions({"type": "datepicker"}, {"type": "timepicker"}, {"type": "datetimepicker"}),
    "file": {"type": "file", "external_id": "1", "source": "remote"},
    "empty lists of rich text": {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "ordered", "elements": [], "offset": 2}],
    },
    "highlighted mention": {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1", "style": {"highlight": True}}]}
        ],
    },
}
PLACES = {
    "everywhere": [
        "section",
        "header",
        "divider",
        "context",
        "actions",
        "input",
        "image",
        "rich_text",
        "video",
        "card",
    ],
    "in messages alone": [
        "markdown",
        "table",
        "data_table",
        "file",
        "plan",
        "task_card",
        "context_actions",
        "container",
    ],
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_sound_block_is_taken(name):
    assert found(TAKEN[name]) == []


def test_a_block_stands_only_on_the_surfaces_that_slack_shows_it_on():
    for kind in PLACES["everywhere"]:
        assert all(kind in kinds for kinds in SURFACES.values())
    for kind in PLACES["in messages alone"]:
        assert [surface for surface, kinds in SURFACES.items() if kind in kinds] == ["message"]
    assert [surface for surface, kinds in SURFACES.items() if "alert" in kinds] == ["modal"]
    assert [surface for surface, kinds in SURFACES.items() if "carousel" in kinds] == ["message", "home"]


def test_one_element_of_a_view_has_the_focus():
    fields = [field(action_id=name, focus_on_load=True) for name in ("a", "b")]
    assert found(fields[0], on="modal") == []
    assert [finding.pointer for finding in found(*fields, on="modal")] == ["/blocks/1/element/focus_on_load"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_block_is_refused_at_its_pointer(name):
    block, pointer = BROKEN[name]
    assert f"/blocks/0{pointer}" in [finding.pointer for finding in found(block)]


def test_block_ids_are_unique_within_a_surface():
    assert found(section(block_id="a"), section(block_id="b")) == []
    [finding] = found(section(block_id="a"), section(block_id="a"))
    assert finding.pointer == "/blocks/1/block_id"


def test_a_message_has_one_table():
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert found(table) == []
    [finding] = found(table, table)
    assert finding.code == "only_one_table_allowed"


def test_markdown_blocks_are_counted_together():
    half = {"type": "markdown", "text": "x" * (limits.MARKDOWN_TEXT // 2)}
    assert found(half, half) == []
    assert found(half, half, {"type": "markdown", "text": "x"})


def test_a_table_does_not_fit_in_a_modal_and_an_alert_does():
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert found(table, on="modal")
    assert found({"type": "alert", "text": plain("x")}, on="modal") == []
