"""What Slack refuses beyond lengths: shapes, places, repeated ids, missing parts."""

from typing import Any

import pytest

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.validation.views import refuse_bad_view
from tests.unit.sandbox.kit import (
    actions,
    button,
    field,
    found,
    found_in_view,
    modal,
    mrkdwn,
    option,
    plain,
    section,
)

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
}


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


def test_a_modal_with_an_input_needs_a_submit_button():
    [finding] = found_in_view(modal(field()))
    assert "submit is required" in finding.message
    assert found_in_view(modal(field(), submit=plain("Send"))) == []


@pytest.mark.parametrize("part", ["title", "submit", "close"])
def test_a_modals_words_are_24_characters_at_most(part):
    assert found_in_view(modal(section(), **{part: plain("x" * limits.VIEW_TITLE)})) == []
    [finding] = found_in_view(modal(section(), **{part: plain("x" * (limits.VIEW_TITLE + 1))}))
    assert finding.pointer == f"/view/{part}/text"


def test_private_metadata_is_3000_characters_at_most():
    assert found_in_view(modal(section(), private_metadata="x" * 3000)) == []
    assert found_in_view(modal(section(), private_metadata="x" * 3001))


def test_a_view_is_250_kilobytes_at_most():
    long = [section("x" * 3000) for _ in range(80)]
    refuse_bad_view(modal(*long), "modal")
    with pytest.raises(SlackRefusalError, match="view_too_large"):
        refuse_bad_view(modal(*long, *[section("x" * 3000)] * 4), "modal")


def test_a_home_tab_is_no_modal():
    assert found_in_view({"type": "home", "blocks": [section()]}, "home") == []
    assert found_in_view(modal(section()), "home")


def content(text: str = "", blocks: list[Any] | None = None, metadata: dict[str, Any] | None = None) -> Content:
    return Content(text, blocks, None, metadata)


def refusal(given: Content, limit: int = limits.MESSAGE_TEXT) -> SlackRefusalError:
    with pytest.raises(SlackRefusalError) as raised:
        refuse_bad_content(given, text_limit=limit)
    return raised.value


def test_a_message_says_something():
    assert refusal(content()).error == "no_text"
    refuse_bad_content(content("x"), text_limit=limits.MESSAGE_TEXT)


def test_text_of_an_update_is_4000_characters_at_most():
    refuse_bad_content(content("x" * 4000), text_limit=limits.UPDATE_TEXT)
    assert refusal(content("x" * 4001), limits.UPDATE_TEXT).error == "msg_too_long"


def test_all_text_of_the_blocks_together_is_limited():
    refuse_bad_content(content("x", [section("x" * 3000)] * 4), text_limit=limits.MESSAGE_TEXT)
    over = content("x", [*[section("x" * 3000)] * 4, section("x")])
    assert refusal(over).error == "msg_blocks_too_long"


def test_a_refused_block_names_pointer_and_rule():
    refused = refusal(content("x", [section("x" * 3001)]))
    assert refused.error == "invalid_blocks"
    assert refused.fields["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_metadata_has_an_event_type_and_a_payload():
    refuse_bad_content(content("x", None, {"event_type": "a", "event_payload": {}}), text_limit=10)
    assert refusal(content("x", None, {"event_type": "a"})).error == "invalid_metadata_format"
