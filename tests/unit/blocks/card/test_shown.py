"""What is kept of a card: all that a reviewer reads, and nothing that works."""

from __future__ import annotations

import json

import pytest

from blocks.card.approval_card import approval_card
from blocks.card.shown import TEMPLATE, shown_on_card
from bot.audit.plain_blocks import plain_lines
from oversight.exact_json.canonical import sha256
from tests.unit.blocks.actions import HINTS, TOKEN, every_state

LOOKS = {1: "sha256:edfa58f34c4b7eeb438e2c5a9c02a6824a4bcff0b66bebcab1286d5a4ea15558"}
"""The cards of each template, by the digest of all that they show. Where a card looks otherwise, its template gets the
next number, and its line here; earlier lines stay."""


def shown(name):
    action, rung = every_state()[name]
    return shown_on_card(approval_card(action, rung, TOKEN, HINTS))


def test_a_card_that_looks_otherwise_is_of_another_template():
    looks = {name: shown(name)["blocks"] for name in every_state() if name.startswith("pending")}
    assert sha256(json.loads(json.dumps(looks))) == LOOKS[TEMPLATE], "add 1 to TEMPLATE, and a line to LOOKS"


@pytest.mark.parametrize("name", [name for name in every_state() if name.startswith("pending")])
def test_no_token_is_kept_and_every_word_is(name):
    kept = shown(name)
    assert TOKEN not in json.dumps(kept)
    words = "\n".join(plain_lines(kept["blocks"]))
    assert "What would run" in words
    assert "Why" in words
