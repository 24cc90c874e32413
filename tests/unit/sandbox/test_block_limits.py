"""Every limit of Block Kit: at the limit it passes, one step over it is refused with its pointer."""

import ast
import json
from pathlib import Path

import pytest

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.validation.views import refuse_bad_view
from tests.unit.sandbox.at_the_limit import BLOCK_LIMITS, CELL, VIEW_LIMITS, Numbers, Words, chart, data_table, table
from tests.unit.sandbox.kit import found, found_in_view, modal, plain, section

VALIDATION = Path(__file__).parents[3] / "sandbox" / "validation"


def content(text="", blocks=None, attachments=None, metadata=None):
    return Content(text, blocks, attachments, metadata)


def of_text(size):
    """Blocks with this much text together."""
    full, rest = divmod(size, limits.TEXT)
    return [section("x" * limits.TEXT)] * full + ([section("x" * rest)] if rest else [])


def event(size):
    """Metadata of this many bytes."""
    empty = len('{"event_type": "e", "event_payload": {"v": ""}}')
    return {"event_type": "e", "event_payload": {"v": "x" * (size - empty)}}


MESSAGES = {
    "MESSAGE_TEXT": ("msg_too_long", lambda n: content("x" * n)),
    "UPDATE_TEXT": ("msg_too_long", lambda n: content("x" * n)),
    "MESSAGE_BLOCKS": ("invalid_blocks", lambda n: content(blocks=[section()] * n)),
    "MESSAGE_BLOCKS_TEXT": ("msg_blocks_too_long", lambda n: content(blocks=of_text(n))),
    "MESSAGE_ATTACHMENTS": ("too_many_attachments", lambda n: content(attachments=[{"blocks": [section()]}] * n)),
    "MESSAGE_METADATA_BYTES": ("metadata_too_large", lambda n: content("x", metadata=event(n))),
    "TABLES_PER_MESSAGE": ("invalid_blocks", lambda n: content(blocks=[table([CELL])] * n)),
    "CHARTS_PER_MESSAGE": ("invalid_blocks", lambda n: content(blocks=[chart()] * n)),
}


def names(rows):
    return [f"{row.constant}{row.pointer}" for row in rows]


@pytest.mark.parametrize("row", BLOCK_LIMITS, ids=names(BLOCK_LIMITS))
def test_a_block_at_the_limit_passes_and_one_step_over_it_is_refused_at_its_pointer(row):
    assert found(row.at(row.limit), on=row.surface) == []
    findings = found(row.at(row.limit + 1), on=row.surface)
    assert (f"/blocks/0{row.pointer}", row.limit) in [(one.pointer, one.expected) for one in findings]


@pytest.mark.parametrize("row", VIEW_LIMITS, ids=names(VIEW_LIMITS))
def test_a_view_at_the_limit_passes_and_one_step_over_it_is_refused_at_its_pointer(row):
    assert found_in_view(row.at(row.limit)) == []
    [finding] = found_in_view(row.at(row.limit + 1))
    assert (finding.pointer, finding.expected) == (f"/view{row.pointer}", row.limit)


TEXTS = [row for row in BLOCK_LIMITS if not isinstance(row, Numbers)]


@pytest.mark.parametrize("row", TEXTS, ids=names(TEXTS))
@pytest.mark.parametrize(("sign", "escaped"), [("&", 5), ("<", 4), (">", 4), ("😀", 1), ("ש", 1), ("\u0301", 1)])
def test_words_are_counted_after_escaping_and_other_strings_as_they_are(row, sign, escaped):
    costs = escaped if type(row) is Words else 1
    text = sign * (row.limit // costs) + "x" * (row.limit % costs)
    assert found(row.build(text), on=row.surface) == []
    assert found(row.build(text + "x"), on=row.surface)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_at_the_limit_passes_and_one_step_over_it_is_refused(name):
    error, build = MESSAGES[name]
    limit = getattr(limits, name)
    text_limit = limits.UPDATE_TEXT if name == "UPDATE_TEXT" else limits.MESSAGE_TEXT
    refuse_bad_content(build(limit), text_limit=text_limit)
    with pytest.raises(SlackRefusalError) as raised:
        refuse_bad_content(build(limit + 1), text_limit=text_limit)
    assert raised.value.error == error


def test_a_view_has_so_many_bytes_at_most():
    view = modal(*[section("x" * limits.TEXT)] * 81, private_metadata="")
    view["private_metadata"] = "x" * (limits.VIEW_BYTES - len(json.dumps(view)))
    refuse_bad_view(view, "modal")
    with pytest.raises(SlackRefusalError, match="view_too_large"):
        refuse_bad_view(view | {"private_metadata": view["private_metadata"] + "x"}, "modal")


def test_markdown_and_tables_are_counted_together_over_the_message():
    half = {"type": "markdown", "text": "x" * (limits.MARKDOWN_TEXT // 2)}
    assert found(half, half) == []
    assert [one.pointer for one in found(half, half, {"type": "markdown", "text": "x"})] == ["/blocks/2"]
    most = "x" * (limits.TABLE_CHARACTERS - 2)
    assert found(table([CELL | {"text": most}]), data_table([CELL], [CELL])) == []
    assert [one.pointer for one in found(table([CELL | {"text": most}]), data_table([CELL, CELL], [CELL, CELL]))] == [
        "/blocks/1"
    ]


def test_what_attachments_hold_counts_too():
    attached = [{"blocks": [section("x" * 3_000)]}] * 2
    refuse_bad_content(content("x", of_text(6_000), attached), text_limit=limits.MESSAGE_TEXT)
    with pytest.raises(SlackRefusalError, match="msg_blocks_too_long"):
        refuse_bad_content(content("x", of_text(6_001), attached), text_limit=limits.MESSAGE_TEXT)
    with pytest.raises(SlackRefusalError, match="invalid_blocks"):
        refuse_bad_content(content("x", [table([CELL])], [{"blocks": [table([CELL])]}]), text_limit=10)


def test_markup_is_not_escaped_and_loose_brackets_are():
    link = "<https://example.org/?a=1|here> <@U1> <!date^1^{time}|then>"
    assert found(section(link + "x" * (3_000 - len(link)))) == []
    assert found({"type": "header", "text": plain("&amp;" * 30)}) == []
    assert found(section("&lt;" * 750)) == []
    assert found(section("<b>" * 272 + "x" * 8)) == []
    assert found(section("<b>" * 272 + "x" * 553))


def test_every_limit_that_the_validator_reads_is_tried():
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in VALIDATION.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    read = {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "limits"}
    tried = {row.constant for row in (*BLOCK_LIMITS, *VIEW_LIMITS)} | MESSAGES.keys() | {"VIEW_BYTES"}
    assert len(read) > 60
    assert read - tried == set()


def test_the_limits_are_those_that_slack_documents():
    assert (limits.MESSAGE_BLOCKS, limits.VIEW_BLOCKS, limits.TEXT, limits.MESSAGE_BLOCKS_TEXT) == (
        50,
        100,
        3000,
        12000,
    )
    assert (limits.SECTION_FIELDS, limits.SECTION_FIELD_TEXT, limits.HEADER_TEXT) == (10, 2000, 150)
    assert (limits.CONTEXT_ELEMENTS, limits.ACTIONS_ELEMENTS, limits.IDENTIFIER) == (10, 25, 255)
    assert (limits.BUTTON_TEXT, limits.BUTTON_VALUE, limits.BUTTON_URL, limits.ACCESSIBILITY_LABEL) == (
        75,
        2000,
        3000,
        75,
    )
    assert (limits.CONFIRM_TITLE, limits.CONFIRM_TEXT, limits.CONFIRM_BUTTON) == (100, 300, 30)
    assert (limits.OPTION_TEXT, limits.OPTION_DESCRIPTION, limits.OPTION_VALUE) == (75, 75, 75)
    assert (limits.SELECT_OPTIONS, limits.OVERFLOW_OPTIONS) == (100, 5)
    assert (limits.CHECKBOX_OPTIONS, limits.RADIO_OPTIONS, limits.PLACEHOLDER) == (10, 10, 150)
    assert (limits.INPUT_LABEL, limits.INPUT_HINT, limits.PLAIN_TEXT_INPUT) == (2000, 2000, 3000)
    assert (limits.VIEW_TITLE, limits.VIEW_PRIVATE_METADATA, limits.VIEW_STACK, limits.VIEW_BYTES) == (
        24,
        3000,
        3,
        250_000,
    )
    assert (limits.IMAGE_URL, limits.IMAGE_ALT, limits.MARKDOWN_TEXT) == (3000, 2000, 12_000)
    assert (limits.TABLE_ROWS, limits.TABLE_CELLS, limits.TABLE_CHARACTERS, limits.TABLES_PER_MESSAGE) == (
        100,
        20,
        10_000,
        1,
    )
    assert (limits.TRIGGER_SECONDS, limits.ACK_SECONDS) == (3.0, 3.0)
    assert (limits.RESPONSE_URL_USES, limits.RESPONSE_URL_SECONDS, limits.UPDATE_TEXT) == (5, 1800, 4000)
