"""What the person who clicked reads: why not, what to do, and once that nothing changed."""

from __future__ import annotations

import ast
import re

import pytest

from blocks.refusal import refusal_field, refusal_text
from oversight.action.refusal import Detail, Refusal, RefusalCode
from tests.architecture.source import mentioning, name_of, tree

UNCHANGED = re.compile(r"nothing (was )?changed|nothing was done", re.IGNORECASE)


def sentences():
    """Every text in the source that a refusal is made of, with the codes that it is made with."""
    for file in mentioning("Refusal(", "oversight", "handlers"):
        for call in (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", "") == "Refusal" and isinstance(call.args[0], ast.Attribute):
                texts = [one.value for one in ast.walk(call) if isinstance(one, ast.Constant) and one.value]
                words = " ".join(text for text in texts if isinstance(text, str))
                yield pytest.param(RefusalCode[call.args[0].attr], words, id=f"{name_of(file)}:{call.lineno}")


@pytest.mark.parametrize(("code", "words"), list(sentences()))
def test_no_refusal_says_twice_that_nothing_changed(code, words):
    assert len(UNCHANGED.findall(refusal_text(Refusal(code, words)))) <= 1
    assert len(UNCHANGED.findall(refusal_field(Refusal(code, words)))) <= 1


def test_a_late_click_reads_once_that_it_changed_nothing_beside_the_button_and_under_a_field():
    late = Refusal(RefusalCode.ALREADY_DECIDED, "Approved by Sam Okafor.")
    assert refusal_text(late) == "✋ Nothing changed: Approved by Sam Okafor."
    assert refusal_field(late) == "Nothing changed: Approved by Sam Okafor."


def test_who_could_not_be_looked_up_does_not_read_that_they_may_not():
    unknown = Refusal(RefusalCode.IDENTITY_UNKNOWN, "Slack did not say who you are. Wait a moment and try again.")
    assert refusal_text(unknown).startswith("⚠️ Not done: Slack did not say who you are.")


def test_under_a_field_stands_what_is_wrong_with_it_and_the_first_few_details():
    wrong = Refusal(RefusalCode.INVALID_PAYLOAD, "It does not fit.", tuple(map(Detail, "abcdefg")))
    assert refusal_field(wrong) == "It does not fit. a; b; c; d; e"
