"""Exceptions are known by name, so that whoever logs loads none of them: each name is that of an exception."""

from __future__ import annotations

from importlib import import_module

import pytest

from bot.logs.exceptions import OUR_WORDS, SLACK_S_REFUSAL, named


@pytest.mark.parametrize("name", sorted(OUR_WORDS | SLACK_S_REFUSAL))
def test_each_name_is_that_of_an_exception(name):
    module, _, kind = name.rpartition(".")
    assert issubclass(getattr(import_module(module), kind), Exception)


@pytest.mark.parametrize("name", sorted(OUR_WORDS - {"bot.slack.fault.SlackFault"}))
def test_our_words_are_told_also_of_a_kind_of_ours_and_of_nobody_else(name):
    module, _, kind = name.rpartition(".")
    ours = getattr(import_module(module), kind)
    kind_of_ours = type("KindOfOurs", (ours,), {})
    assert named(ours("what to do")).endswith(": what to do")
    assert named(kind_of_ours("what to do")).endswith(": what to do")
    assert "what to do" not in named(type(kind, (Exception,), {})("what to do"))
