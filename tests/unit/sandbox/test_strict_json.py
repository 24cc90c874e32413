"""JSON is read as Slack and browsers read it, however much more Python would take."""

import json

import pytest

from sandbox.strict_json import DEEPEST, read_json


@pytest.mark.parametrize("text", ["NaN", '{"a": [Infinity]}', "-Infinity", "1e999", '{"a": -1e999}', "{", ""])
def test_what_no_browser_can_read_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_json(text)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900, 100_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}")])
def test_nesting_has_an_end(opens, closes, depth):
    inner = "1" if closes == "}" else ""
    with pytest.raises(ValueError, match="deeply"):
        read_json(opens * depth + inner + closes * depth)


def test_what_is_nested_as_deep_as_allowed_is_read():
    assert json.dumps(read_json("[" * DEEPEST + "]" * DEEPEST)) == "[" * DEEPEST + "]" * DEEPEST


def test_half_characters_are_replaced_and_whole_ones_stay():
    assert read_json('{"\\ud800": ["\\ud83d\\ude00", "a\\udfffb"]}') == {"\ufffd": ["\U0001f600", "a\ufffdb"]}


def test_plain_json_is_what_it_is():
    text = '{"a": [1, 2.5, true, null, "\\u00e9"], "b": {"c": -0.0}}'
    assert read_json(text) == json.loads(text)
