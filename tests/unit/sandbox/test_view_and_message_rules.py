"""What Slack refuses in whole views and messages, and that nothing which comes breaks the validator."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import BLOCKS
from sandbox.validation.elements import ELEMENTS
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.validation.views import refuse_bad_view
from tests.examples import examples
from tests.unit.sandbox.kit import field, found_in_view, modal, plain, section


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


def test_a_view_shows_something():
    assert [finding.pointer for finding in found_in_view(modal())] == ["/view/blocks"]
    assert [finding.pointer for finding in found_in_view({"type": "home"}, "home")] == ["/view"]


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
    assert "12001 characters" in refusal(over).fields["response_metadata"]["messages"][0]


def test_a_refused_block_names_pointer_and_rule():
    refused = refusal(content("x", [section("x" * 3001)]))
    assert refused.error == "invalid_blocks"
    assert refused.fields["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_metadata_has_an_event_type_and_a_payload():
    refuse_bad_content(content("x", None, {"event_type": "a", "event_payload": {}}), text_limit=10)
    assert refusal(content("x", None, {"event_type": "a"})).error == "invalid_metadata_format"


def test_attachments_are_looked_into():
    over = Content("x", None, [{"text": "old"}, {"blocks": [section("x" * 3001)]}], None)
    assert refusal(over).fields["errors"] == [
        "must be less than 3001 characters [json-pointer:/attachments/1/blocks/0/text/text]"
    ]
    twice = Content("x", [section(block_id="a")], [{"blocks": [section(block_id="a")]}], None)
    assert "block_id a already exists" in refusal(twice).fields["errors"][0]


WORDS = ("type", "text", "elements", "blocks", "rows", "child_blocks", "accessory", "element", "actions", "options")
KIND = st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn", "rich_text_section", "modal", "home"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | KIND,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner, max_size=5)
        | st.builds(lambda kind, rest: {**rest, "type": kind}, KIND, st.dictionaries(st.sampled_from(WORDS), inner))
    ),
    max_leaves=15,
)


@settings(max_examples=examples(150))
@given(JSON, st.sampled_from(["message", "modal", "home"]))
def test_whatever_json_comes_it_is_judged_and_nothing_breaks(value, surface):
    for blocks in (value, [value]):
        if not isinstance(value, list):
            assert surface == "message" or found_in_view({"type": surface, "blocks": value}, surface)
        with contextlib.suppress(SlackRefusalError):
            refuse_bad_content(Content("x", blocks, [{"blocks": blocks}], None), text_limit=10)
        with contextlib.suppress(SlackRefusalError):
            refuse_bad_view({"type": surface, "title": value, "blocks": blocks}, "modal")
