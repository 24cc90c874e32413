"""Every limit of Block Kit: at the limit a block passes, one step over it is refused with its pointer."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from sandbox import limits
from tests.unit.sandbox.kit import actions, button, field, found, mrkdwn, option, plain, section

Build = Callable[[int], dict[str, Any]]


def menu(kind: str) -> Build:
    return lambda count: actions({"type": kind, "action_id": "a", "options": [option(at) for at in range(count)]})


def confirm(**part: Any) -> dict[str, Any]:
    return actions(button(confirm={"title": plain("Sure?"), "text": plain("It is final."), **part}))


def one_option(**part: Any) -> dict[str, Any]:
    return actions({"type": "static_select", "action_id": "a", "options": [option() | part]})


LIMITS: list[tuple[str, int, Build, str]] = [
    ("section text", limits.TEXT, lambda n: section("x" * n), "/text/text"),
    (
        "section field",
        limits.SECTION_FIELD_TEXT,
        lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]},
        "/fields/0/text",
    ),
    (
        "section fields",
        limits.SECTION_FIELDS,
        lambda n: {"type": "section", "fields": [mrkdwn("x")] * n},
        "/fields",
    ),
    ("header", limits.HEADER_TEXT, lambda n: {"type": "header", "text": plain("x" * n)}, "/text/text"),
    (
        "context elements",
        limits.CONTEXT_ELEMENTS,
        lambda n: {"type": "context", "elements": [mrkdwn("x")] * n},
        "/elements",
    ),
    (
        "actions elements",
        limits.ACTIONS_ELEMENTS,
        lambda n: actions(*(button(action_id=str(at)) for at in range(n))),
        "/elements",
    ),
    ("button text", limits.BUTTON_TEXT, lambda n: actions(button("x" * n)), "/elements/0/text/text"),
    ("button value", limits.BUTTON_VALUE, lambda n: actions(button(value="x" * n)), "/elements/0/value"),
    ("button url", limits.BUTTON_URL, lambda n: actions(button(url="x" * n)), "/elements/0/url"),
    (
        "accessibility label",
        limits.ACCESSIBILITY_LABEL,
        lambda n: actions(button(accessibility_label="x" * n)),
        "/elements/0/accessibility_label",
    ),
    ("action id", limits.IDENTIFIER, lambda n: actions(button(action_id="x" * n)), "/elements/0/action_id"),
    ("block id", limits.IDENTIFIER, lambda n: section(block_id="x" * n), "/block_id"),
    (
        "confirm title",
        limits.CONFIRM_TITLE,
        lambda n: confirm(title=plain("x" * n)),
        "/elements/0/confirm/title/text",
    ),
    (
        "confirm text",
        limits.CONFIRM_TEXT,
        lambda n: confirm(text=plain("x" * n)),
        "/elements/0/confirm/text/text",
    ),
    (
        "confirm button",
        limits.CONFIRM_BUTTON,
        lambda n: confirm(confirm=plain("x" * n)),
        "/elements/0/confirm/confirm/text",
    ),
    (
        "deny button",
        limits.CONFIRM_BUTTON,
        lambda n: confirm(deny=plain("x" * n)),
        "/elements/0/confirm/deny/text",
    ),
    (
        "option text",
        limits.OPTION_TEXT,
        lambda n: one_option(text=plain("x" * n)),
        "/elements/0/options/0/text/text",
    ),
    (
        "option description",
        limits.OPTION_DESCRIPTION,
        lambda n: one_option(description=plain("x" * n)),
        "/elements/0/options/0/description/text",
    ),
    (
        "option value",
        limits.OPTION_VALUE,
        lambda n: one_option(value="x" * n),
        "/elements/0/options/0/value",
    ),
    ("select options", limits.SELECT_OPTIONS, menu("static_select"), "/elements/0/options"),
    ("overflow options", limits.OVERFLOW_OPTIONS, menu("overflow"), "/elements/0/options"),
    ("checkboxes", limits.CHECKBOX_OPTIONS, menu("checkboxes"), "/elements/0/options"),
    ("radio buttons", limits.RADIO_OPTIONS, menu("radio_buttons"), "/elements/0/options"),
    ("placeholder", limits.PLACEHOLDER, lambda n: field(placeholder=plain("x" * n)), "/element/placeholder/text"),
    ("input value", limits.PLAIN_TEXT_INPUT, lambda n: field(initial_value="x" * n), "/element/initial_value"),
    ("max_length", limits.PLAIN_TEXT_INPUT, lambda n: field(max_length=n), "/element/max_length"),
    ("input label", limits.INPUT_LABEL, lambda n: field() | {"label": plain("x" * n)}, "/label/text"),
    ("input hint", limits.INPUT_HINT, lambda n: field() | {"hint": plain("x" * n)}, "/hint/text"),
    (
        "image url",
        limits.IMAGE_URL,
        lambda n: {"type": "image", "alt_text": "a", "image_url": "x" * n},
        "/image_url",
    ),
    (
        "image alt",
        limits.IMAGE_ALT,
        lambda n: {"type": "image", "alt_text": "x" * n, "image_url": "u"},
        "/alt_text",
    ),
    (
        "table rows",
        limits.TABLE_ROWS,
        lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n},
        "/rows",
    ),
    (
        "table cells",
        limits.TABLE_CELLS,
        lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]},
        "/rows/0",
    ),
    (
        "table characters",
        limits.TABLE_CHARACTERS,
        lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * n}]]},
        "",
    ),
    ("markdown", limits.MARKDOWN_TEXT, lambda n: {"type": "markdown", "text": "x" * n}, "/text"),
]


@pytest.mark.parametrize(("limit", "build"), [(row[1], row[2]) for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_at_the_limit_it_passes(limit, build):
    assert found(build(limit)) == []


@pytest.mark.parametrize(("limit", "build", "pointer"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_one_over_the_limit_is_refused_at_its_pointer(limit, build, pointer):
    assert f"/blocks/0{pointer}" in [finding.pointer for finding in found(build(limit + 1))]


@pytest.mark.parametrize(
    ("surface", "limit"),
    [("message", limits.MESSAGE_BLOCKS), ("modal", limits.VIEW_BLOCKS), ("home", limits.VIEW_BLOCKS)],
)
def test_blocks_on_a_surface(surface, limit):
    assert found(*[section()] * limit, on=surface) == []
    [finding] = found(*[section()] * (limit + 1), on=surface)
    assert finding.pointer == "/blocks"
    assert finding.constraint == limit


def test_text_is_counted_after_escaping():
    assert found({"type": "header", "text": plain("&" * 30)}) == []
    assert found({"type": "header", "text": plain("&" * 31)})
    assert found({"type": "header", "text": plain("<" * 38)})
    assert found(section("&amp;" * 600)) == []
    assert found(section("&" * 601))


def test_the_limits_are_those_that_slack_documents():
    figures = importlib.import_module("sandbox.limits")
    assert (figures.MESSAGE_BLOCKS, figures.VIEW_BLOCKS, figures.TEXT) == (50, 100, 3000)
    assert (figures.VIEW_STACK, figures.TRIGGER_SECONDS, figures.ACK_SECONDS) == (3, 3.0, 3.0)
    assert (figures.RESPONSE_URL_USES, figures.RESPONSE_URL_SECONDS) == (5, 1800)
