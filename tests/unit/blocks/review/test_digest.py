"""Digest, samples and the gallery that shows them with everything else."""

import json

import pytest

from blocks.kit import ids
from blocks.kit.message import SlackMessage
from tests.gallery import gallery, hang
from tests.unit.blocks.slack_rules import all_text, check_message, check_view, walk


@pytest.mark.parametrize("name", gallery())
def test_everything_in_the_gallery_is_within_slacks_limits(name):
    picture = gallery()[name]
    if isinstance(picture, SlackMessage):
        check_message(picture)
    else:
        check_view(picture)


def test_the_gallery_is_hung(tmp_path):
    assert hang(tmp_path) == len(list(tmp_path.glob("*.json"))) - 1
    names = [load["name"] for load in json.loads((tmp_path / "index.json").read_text())]
    assert names == list(gallery())


def test_a_policys_yes_is_not_counted_as_a_persons():
    told = gallery()["digest"].text
    assert "1,000 by policy, no person looked" in told
    assert "190 by people" in told


def test_an_open_sample_asks_and_an_answered_one_says_who():
    open_one, answered = gallery()["sample: open"], gallery()["sample: answered"]
    asked = {ids.SAMPLE_RIGHT, ids.SAMPLE_WRONG, ids.SAMPLE_MENU}
    assert asked <= {block.get("action_id") for block in walk(open_one.blocks)}
    assert asked.isdisjoint(block.get("action_id") for block in walk(answered.blocks))
    assert "❌ Wrong, says Lea Brandt" in all_text(answered.blocks)
    assert "❌ Wrong, says Lea Brandt" in answered.text
