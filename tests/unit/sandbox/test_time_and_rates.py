"""Triggers, response URLs and rate tiers, with time passed in."""

import pytest

from sandbox import limits
from sandbox.install import Install
from sandbox.refusal import SlackRefusalError
from sandbox.response_urls import ResponseUrls
from sandbox.triggers import Triggers
from sandbox.webapi.methods import METHODS, WITH_APP_TOKEN
from sandbox.webapi.rates import PER_MINUTE, POST_BURST, SMALLEST_BURST, RateLimits
from sandbox.webapi.scopes import SCOPES, refuse_missing_scope
from sandbox.webapi.tokens import refuse_wrong_token
from tests.fakes.seconds import Seconds


@pytest.fixture
def clock():
    return Seconds(1_000_000.0)


def test_a_trigger_is_good_for_three_seconds(clock):
    triggers = Triggers(clock)
    in_time, too_late = triggers.give("U0SAM"), triggers.give("U0SAM")
    clock.now += limits.TRIGGER_SECONDS
    assert triggers.exchange(in_time) == "U0SAM"
    clock.now += 0.001
    with pytest.raises(SlackRefusalError, match="expired_trigger_id"):
        triggers.exchange(too_late)


def test_a_trigger_is_good_once(clock):
    triggers = Triggers(clock)
    trigger = triggers.give("U0SAM")
    triggers.exchange(trigger)
    with pytest.raises(SlackRefusalError, match="exchanged_trigger_id"):
        triggers.exchange(trigger)


def test_a_trigger_out_of_thin_air_is_refused(clock):
    with pytest.raises(SlackRefusalError, match="invalid_trigger_id"):
        Triggers(clock).exchange("1.2.3")


def test_a_response_url_is_good_five_times(clock):
    urls = ResponseUrls(clock)
    secret = urls.give("U0SAM", "C0APPROVALS")
    for _ in range(limits.RESPONSE_URL_USES):
        assert urls.take(secret).user == "U0SAM"
    with pytest.raises(SlackRefusalError, match="used_url"):
        urls.take(secret)


def test_a_response_url_is_good_for_thirty_minutes(clock):
    urls = ResponseUrls(clock)
    secret = urls.give("U0SAM", "C0APPROVALS")
    clock.now += limits.RESPONSE_URL_SECONDS
    urls.take(secret)
    clock.now += 1
    with pytest.raises(SlackRefusalError, match="expired_url"):
        urls.take(secret)


def test_a_tier_lets_its_number_a_minute_pass(clock):
    rates = RateLimits(clock, enabled=True)
    for _ in range(50):
        rates.refuse_excess("chat.update", None)
    with pytest.raises(SlackRefusalError) as raised:
        rates.refuse_excess("chat.update", None)
    assert raised.value.status == 429
    assert raised.value.error == "ratelimited"
    wait = int(raised.value.headers["Retry-After"])
    rates.refuse_excess("views.open", None)
    clock.now += wait
    rates.refuse_excess("chat.update", None)


def test_posts_to_one_channel_come_about_one_a_second(clock):
    rates = RateLimits(clock, enabled=True)
    for _ in range(POST_BURST):
        rates.refuse_excess("chat.postMessage", "C1")
    with pytest.raises(SlackRefusalError, match="ratelimited"):
        rates.refuse_excess("chat.postMessage", "C1")
    rates.refuse_excess("chat.postMessage", "C2")
    for _ in range(120):
        clock.now += 1
        rates.refuse_excess("chat.postMessage", "C1")


def test_at_sixty_times_the_speed_a_minute_passes_in_a_second(clock):
    rates = RateLimits(clock, enabled=True, speed=60)
    for _ in range(50):
        rates.refuse_excess("chat.update", None)
    with pytest.raises(SlackRefusalError) as raised:
        rates.refuse_excess("chat.update", None)
    assert raised.value.headers["Retry-After"] == "1"
    clock.now += 1
    for _ in range(50):
        rates.refuse_excess("chat.update", None)
    with pytest.raises(SlackRefusalError, match="ratelimited"):
        rates.refuse_excess("chat.update", None)


def test_what_retry_after_says_is_enough_at_every_speed(clock):
    for speed in (1, 7, 60, 0.5):
        rates = RateLimits(clock, enabled=True, speed=speed)
        for _ in range(SMALLEST_BURST):
            rates.refuse_excess("apps.connections.open", None)
        with pytest.raises(SlackRefusalError) as raised:
            rates.refuse_excess("apps.connections.open", None)
        clock.now += int(raised.value.headers["Retry-After"])
        rates.refuse_excess("apps.connections.open", None)


def test_the_speed_changes_while_it_runs(clock):
    rates = RateLimits(clock, enabled=True)
    for _ in range(POST_BURST):
        rates.refuse_excess("chat.postMessage", "C1")
    rates.speed = 8
    clock.now += 0.125
    rates.refuse_excess("chat.postMessage", "C1")


def test_every_method_has_its_tier():
    assert set(PER_MINUTE) == (set(METHODS) | WITH_APP_TOKEN) - {"api.test"}


def test_rates_can_be_switched_off(clock):
    rates = RateLimits(clock, enabled=False)
    for _ in range(500):
        rates.refuse_excess("apps.connections.open", None)


def test_every_method_has_its_scope():
    assert set(SCOPES) == set(METHODS) | WITH_APP_TOKEN


def test_a_missing_scope_is_named():
    refuse_missing_scope("chat.update", frozenset({"chat:write"}))
    refuse_missing_scope("chat.update", None)
    with pytest.raises(SlackRefusalError) as several:
        refuse_missing_scope("conversations.info", frozenset())
    assert several.value.fields["needed"] == "channels:read,groups:read,im:read,mpim:read"
    with pytest.raises(SlackRefusalError) as raised:
        refuse_missing_scope("users.info", frozenset({"commands", "chat:write"}))
    assert raised.value.body() == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-made-up", "auth.test", "invalid_auth"),
        ("xoxb-123456789012-123456789012-abcdefABCDEF", "auth.test", "invalid_auth"),
        ("xapp-1-A012345-6789-abcdef", "apps.connections.open", "invalid_auth"),
        ("xoxb-123456789012-123456789012-abcdefABCDEF", "blocks.validate", "invalid_auth"),
        ("xapp-sandbox-app", "auth.test", "not_allowed_token_type"),
        ("xoxb-sandbox-bot", "apps.connections.open", "not_allowed_token_type"),
    ],
)
def test_wrong_tokens_are_refused(token, method, error):
    with pytest.raises(SlackRefusalError, match=error):
        refuse_wrong_token(Install(), method, token)


@pytest.mark.parametrize(
    ("token", "method"),
    [("xoxb-sandbox-any", "auth.test"), ("xapp-sandbox-any", "apps.connections.open"), ("", "blocks.validate")],
)
def test_sandbox_tokens_are_taken(token, method):
    refuse_wrong_token(Install(), method, token)
