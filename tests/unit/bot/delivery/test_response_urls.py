"""The response URLs of presses: for a while, a few times, and for the message that was pressed alone."""

import pytest
from msgspec.structs import replace

from bot.delivery.response_urls import GOOD_SECONDS, OF_ONE_MESSAGE, USES, ResponseUrls
from oversight.ports.delivery import MessageKind, Posting
from tests.fakes.seconds import Seconds

CARD = Posting(MessageKind.CARD, "act_1.0", "token", "C1", "1.2")


@pytest.fixture
def seconds():
    return Seconds(100.0)


@pytest.fixture
def urls(seconds):
    return ResponseUrls(seconds)


def test_a_url_is_used_as_often_as_slack_takes_it_but_for_one_word_to_the_person(urls):
    urls.heard(CARD, "https://hooks/1")
    urls.heard(CARD, "https://hooks/1")
    assert [urls.take(CARD) for _ in range(USES + 1)] == ["https://hooks/1"] * USES + [None]
    assert USES < 5


def test_the_newest_press_comes_first_and_of_many_the_newest_are_kept(urls):
    for number in range(OF_ONE_MESSAGE + 2):
        urls.heard(CARD, f"https://hooks/{number}")
    taken = [urls.take(CARD) for _ in range(USES * (OF_ONE_MESSAGE + 2))]
    assert taken[0] == f"https://hooks/{OF_ONE_MESSAGE + 1}"
    assert len({url for url in taken if url}) == OF_ONE_MESSAGE


def test_what_slack_refused_is_not_tried_again(urls):
    urls.heard(CARD, "https://hooks/1")
    urls.heard(CARD, "https://hooks/2")
    urls.refused(CARD, "https://hooks/2")
    assert urls.take(CARD) == "https://hooks/1"


def test_after_half_an_hour_it_is_forgotten(urls, seconds):
    urls.heard(CARD, "https://hooks/1")
    seconds.now += GOOD_SECONDS
    assert urls.take(CARD) is None
    urls.heard(replace(CARD, ref="act_2.0"), "https://hooks/2")
    assert len(urls._urls) == 1


@pytest.mark.parametrize("other", [{"ref": "act_1.1"}, {"kind": MessageKind.SAMPLES}, {"ts": "9.9"}, {"ts": None}])
def test_a_url_changes_the_message_that_was_pressed_and_no_other(urls, other):
    """A card that was posted anew is another message."""
    urls.heard(CARD, "https://hooks/1")
    assert urls.take(replace(CARD, **other)) is None


def test_a_message_that_stands_nowhere_was_pressed_nowhere(urls):
    urls.heard(replace(CARD, ts=None), "https://hooks/1")
    assert urls.take(CARD) is None
