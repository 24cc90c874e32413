"""Slack folds a long section behind “See more” unless it says `expand`: nothing that decides may lie below the fold."""

import random

import pytest

from blocks.kit.message import SlackMessage
from tests.gallery import gallery
from tests.unit.blocks.slack_rules import walk
from tests.unit.sandbox.everything_shown import OTHERS, scene

GALLERY = gallery()


def folded(shown):
    blocks = shown.blocks if isinstance(shown, SlackMessage) else shown["blocks"]
    return [block for block in walk(blocks) if block.get("type") == "section" and block.get("expand") is not True]


@pytest.mark.parametrize("name", GALLERY)
def test_every_section_of_the_gallery_is_shown_whole(name):
    assert folded(GALLERY[name]) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_section_that_the_bot_makes_is_shown_whole(seed):
    one = scene(random.Random(seed))
    for shown in (one.card(), *(make(one) for make in OTHERS)):
        assert folded(shown) == []
