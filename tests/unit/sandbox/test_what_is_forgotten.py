"""What runs out is forgotten in the end, so that a workspace does not grow by every click; it still says so."""

import pytest

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.response_urls import ResponseUrls
from sandbox.triggers import Triggers

MANY = 500


@pytest.fixture
def clock():
    return [1_000.0]


def test_old_triggers_are_forgotten_and_still_called_expired(clock):
    triggers = Triggers(lambda: clock[0])
    first = triggers.give("U0SAM")
    for _ in range(MANY):
        clock[0] += 60
        last = triggers.give("U0SAM")
    assert len(triggers._given) < MANY / 5
    with pytest.raises(SlackRefusalError, match="expired_trigger_id"):
        triggers.exchange(first)
    with pytest.raises(SlackRefusalError, match="invalid_trigger_id"):
        triggers.exchange(f"{MANY * 2}.1000.{'a' * 32}")
    with pytest.raises(SlackRefusalError, match="invalid_trigger_id"):
        triggers.exchange("made.up")
    assert triggers.exchange(last) == "U0SAM"


def test_old_response_urls_are_forgotten(clock):
    urls = ResponseUrls(lambda: clock[0])
    first = urls.give("U0SAM", "C0APPROVALS")
    for _ in range(MANY):
        clock[0] += 60
        last = urls.give("U0SAM", "C0APPROVALS")
    assert len(urls._targets) <= limits.RESPONSE_URL_SECONDS / 60 + 1
    with pytest.raises(SlackRefusalError, match="expired_url"):
        urls.take(first)
    assert urls.take(last).user == "U0SAM"
