"""Slack's pace, reckoned without waiting."""

from datetime import timedelta

from bot.delivery.pacing import KEPT_FOR_PRESSES, LONGEST_REST, POST, UPDATE, UPDATE_BURST, Pacing
from tests.builders import NOON

SECOND = timedelta(seconds=1)


def test_a_channel_gets_one_post_a_second_and_others_do_not_wait_for_it():
    pacing = Pacing()
    pacing.take(POST, "C1", NOON)
    assert pacing.free_at(POST, "C1", NOON) == NOON + SECOND
    assert pacing.free_at(POST, "C2", NOON) == NOON
    assert pacing.free_at(POST, "C1", NOON + SECOND) == NOON + SECOND


def test_a_post_that_did_nothing_uses_up_no_turn():
    pacing = Pacing()
    pacing.take(POST, "C1", NOON)
    pacing.give_back(POST, "C1")
    assert pacing.free_at(POST, "C1", NOON) == NOON


def test_updates_have_a_burst_and_then_fifty_a_minute():
    pacing = Pacing()
    for _ in range(UPDATE_BURST):
        assert pacing.free_at(UPDATE, "C1", NOON) == NOON
        pacing.take(UPDATE, "C1", NOON)
    assert pacing.free_at(UPDATE, "C2", NOON) == NOON + timedelta(seconds=1.2)
    sent, at = 0, NOON
    while at < NOON + timedelta(minutes=10):
        at = pacing.free_at(UPDATE, "C1", at)
        pacing.take(UPDATE, "C1", at)
        sent += 1
    assert 499 <= sent <= 502


def test_a_clock_that_steps_back_gives_no_extra_updates():
    pacing = Pacing()
    for _ in range(UPDATE_BURST):
        pacing.take(UPDATE, "C1", NOON)
    for _ in range(100):
        pacing.free_at(UPDATE, "C1", NOON - SECOND)
        assert pacing.free_at(UPDATE, "C1", NOON) > NOON


def test_what_slack_asks_to_wait_for_holds_that_method_alone():
    pacing = Pacing()
    pacing.hold(POST, NOON + 30 * SECOND)
    pacing.hold(POST, NOON + 10 * SECOND)
    assert pacing.held_until(POST, NOON) == NOON + 30 * SECOND
    assert pacing.held_until(POST, NOON + 30 * SECOND) is None
    assert pacing.held_until(UPDATE, NOON) is None


def test_the_longer_slack_is_away_the_rarer_it_is_asked_and_an_answer_ends_that():
    pacing, now, rests = Pacing(), NOON, []
    for _ in range(7):
        until = pacing.rest(now)
        assert pacing.rest(now) == until, "failures at one moment count once"
        rests.append(until - now)
        now = until
    assert rests[:5] == [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND]
    assert rests[-1] == LONGEST_REST
    pacing.answered()
    assert pacing.quiet_until is None
    assert pacing.rest(now) == now + SECOND


def test_some_updates_are_kept_for_cards_that_somebody_pressed():
    pacing = Pacing()
    for _ in range(UPDATE_BURST):
        pacing.take(UPDATE, "C1", NOON)
    assert pacing.free_at(UPDATE, "C1", NOON) > NOON
    for _ in range(KEPT_FOR_PRESSES):
        assert pacing.free_at(UPDATE, "C1", NOON, pressed=True) == NOON
        pacing.take(UPDATE, "C1", NOON)
    soon = pacing.free_at(UPDATE, "C1", NOON, pressed=True)
    assert NOON < soon < pacing.free_at(UPDATE, "C1", NOON)
    assert soon == NOON + timedelta(seconds=1.2)
