"""Not one false alarm: whatever the bot shows, the sandbox takes, because Slack would.

Here are a few hundred of them for the quick run; `tests/scenario/sandbox/test_ten_thousand_cards.py` has the rest.
"""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks.card.approval_card import approval_card
from blocks.kit.message import SlackMessage
from blocks.windows.details import details_modal
from oversight.action.status import Status
from tests.examples import examples
from tests.gallery import gallery
from tests.unit.blocks.actions import HINTS, TOKEN, an_action, decided, edited, payloads, texts
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.sandbox.everything_shown import OTHERS, scene
from tests.unit.sandbox.kit import modal, section
from tests.unit.sandbox.odd_payloads import DEEPEST, MOST_BYTES, SCRIPTS, Odd
from tests.unit.sandbox.taken_by_slack import refused

pytestmark = pytest.mark.exhaustive

QUICK = 300
few = settings(max_examples=examples(20), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
GALLERY = gallery()


@pytest.mark.parametrize("name", GALLERY)
def test_everything_in_the_gallery_is_taken(name):
    assert refused(GALLERY[name]) is None


@few
@given(payloads(), texts(max_size=300), st.sampled_from(Status))
def test_a_card_of_any_payload_in_any_status_is_taken(payload, words, status):
    action = an_action(payload, description=words, reasoning=words)
    if status is Status.MODIFIED:
        action = edited(action, {words: payload})
    if status is not Status.PENDING:
        action = decided(action, status, reason=words)
    assert refused(approval_card(action, 0, TOKEN, HINTS)) is None


@few
@given(payloads(), texts(max_size=300), st.integers(1, 40))
def test_a_view_of_any_payload_is_taken(payload, words, page):
    action = an_action(payload, description=words, context={words: payload})
    assert refused(details_modal(action, page, "meta", HINTS, [])) is None
    assert refused(edit_modal(action, "meta", HINTS)) is None


@pytest.mark.parametrize("start", range(0, QUICK, 100))
def test_what_is_generated_is_taken(start):
    alarms = {}
    for number in range(start, start + 100):
        one = scene(random.Random(number))
        alarms[number] = refused(one.card()) or refused(one.another(number))
    assert {number: alarm for number, alarm in alarms.items() if alarm} == {}


def test_what_slack_refuses_would_be_noticed():
    assert refused(SlackMessage("", []))
    assert refused(SlackMessage("x" * 4_001, []))
    assert refused(SlackMessage("x", [section("x" * 3_001)]))
    assert refused(SlackMessage("x", [section("x" * 3_000)] * 4 + [section("x")]))
    assert refused(modal(section(), title={"type": "plain_text", "text": "x" * 25}))


def test_what_is_generated_is_of_every_size_script_and_status():
    scenes = [scene(random.Random(number)) for number in range(QUICK)]
    assert {scene.action.status for scene in scenes} == set(Status)
    assert {scene.action.version.number for scene in scenes} == {1, 2}
    assert len(OTHERS) * 20 < QUICK
    payloads_made = [json.dumps(scene.action.proposal.payload, ensure_ascii=False) for scene in scenes]
    assert min(map(len, payloads_made)) <= 2
    assert max(map(_depth, (scene.action.proposal.payload for scene in scenes))) >= DEEPEST
    together = "".join(f"{scene.action.proposal.description}{scene.action.agent.name}" for scene in scenes)
    assert {name for name, script in SCRIPTS.items() if script[:2] not in together} == set()


@pytest.mark.parametrize("seed", range(4))
def test_the_largest_payload_that_comes_through_the_door_is_taken(seed):
    payload = Odd(random.Random(seed)).huge()
    assert MOST_BYTES * 0.7 < len(json.dumps(payload, ensure_ascii=False).encode()) <= MOST_BYTES
    action = an_action(payload)
    assert refused(approval_card(action, 0, TOKEN, HINTS)) is None
    assert refused(details_modal(action, 3, "meta", HINTS, [])) is None


def _depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)
