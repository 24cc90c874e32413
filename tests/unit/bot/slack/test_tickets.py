"""Coming back to Slack: quickly after a failure, less and less often after many, never before Slack says."""

import asyncio

import pytest

from bot.slack import tickets as slack_tickets
from bot.slack.socket import PING_SECONDS, UPGRADE_SECONDS
from bot.slack.tickets import BROKEN, JITTER, PAUSES, Pauses, first_of

BACK = 15.0


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_five_failures_in_a_row_leave_time_to_be_back_within_fifteen_seconds(chance):
    pauses = Pauses(lambda: chance)
    assert PING_SECONDS / 8 + sum(pauses.next() for _ in range(5)) < BACK - 2


def test_the_longer_it_fails_the_rarer_it_is_tried_and_never_rarer_than_back_within_fifteen_seconds():
    pauses = Pauses(lambda: 0.5)
    waited = [pauses.next() for _ in range(50)]
    assert waited == sorted(waited)
    assert waited[-1] * (1 + JITTER) < BACK
    assert sum(60 / pause for pause in waited[-1:]) <= 6


def test_seven_connections_that_end_at_once_leave_time_for_three_failed_tickets_each_time():
    broken, refused = Pauses(lambda: 1.0, pauses=BROKEN), Pauses(lambda: 1.0)
    tickets = sum(refused.next() for _ in range(3))
    assert max(broken.next() for _ in range(7)) + tickets < BACK - 2
    assert [broken.next() for _ in range(10)][-1] == 10 * (1 + JITTER)


def test_many_bots_do_not_come_back_in_one_instant():
    assert len({Pauses().next() for _ in range(100)}) > 90


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_slack_s_own_word_is_never_undercut(chance):
    pauses = Pauses(lambda: chance)
    assert [pauses.next(30) >= 30, pauses.next(0) >= 0] == [True, True]


def test_after_it_worked_the_next_failure_is_the_first_again():
    pauses = Pauses(lambda: 0.5)
    for _ in range(10):
        pauses.next()
    pauses.over()
    assert pauses.next() == PAUSES[0]


class Answers:
    """Each is given when the test says so."""

    def __init__(self):
        self.asked: list[asyncio.Future[str]] = []

    async def ask(self):
        self.asked.append(asyncio.get_running_loop().create_future())
        return await self.asked[-1]

    async def number(self, many):
        async with asyncio.timeout(5):
            while len(self.asked) < many:  # noqa: ASYNC110 - it has no event, being a stranger's server
                await asyncio.sleep(0)


@pytest.fixture
def _quick(monkeypatch):
    monkeypatch.setattr(slack_tickets, "SLOW_SECONDS", 0.01)


@pytest.mark.usefixtures("_quick")
async def test_a_slow_answer_is_overtaken_by_that_to_a_later_question():
    answers = Answers()
    first = asyncio.create_task(first_of(answers.ask))
    await answers.number(3)
    answers.asked[1].set_result("wss://2")
    assert await first == "wss://2"
    assert answers.asked[0].cancelled()
    assert answers.asked[2].cancelled()
    assert len(answers.asked) == 3


@pytest.mark.usefixtures("_quick")
async def test_a_refusal_to_one_question_leaves_the_others_their_chance():
    answers = Answers()
    first = asyncio.create_task(first_of(answers.ask))
    await answers.number(2)
    answers.asked[0].set_exception(ConnectionError("503"))
    answers.asked[1].set_result("wss://2")
    assert await first == "wss://2"


async def test_where_the_only_question_is_refused_that_is_the_answer():
    answers = Answers()
    first = asyncio.create_task(first_of(answers.ask))
    await answers.number(1)
    answers.asked[0].set_exception(ConnectionError("503"))
    with pytest.raises(ConnectionError, match="503"):
        await first


def test_a_websocket_that_does_not_open_leaves_time_for_another():
    assert 2 * UPGRADE_SECONDS + PAUSES[0] * 2 < BACK
