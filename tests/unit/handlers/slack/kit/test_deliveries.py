"""What comes again is known by Slack's own identity, for some minutes."""

from typing import Any

import pytest

from handlers.slack.kit import deliveries
from handlers.slack.kit.deliveries import Deliveries, identity_of

PRESS: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1"},
    "trigger_id": "1.2.a",
    "actions": [{"action_ts": "9.1"}],
}
OTHERS: list[dict[str, Any]] = [
    PRESS | {"trigger_id": "1.2.b"},
    PRESS | {"user": {"id": "U2"}},
    PRESS | {"actions": [{"action_ts": "9.2"}]},
    PRESS | {"type": "view_submission", "actions": []},
    {"command": "/approvals", "user_id": "U1", "trigger_id": "1.2.a"},
    {"type": "shortcut", "user": {"id": "U1"}, "trigger_id": "1.2.a", "action_ts": "9.1"},
    {"type": "event_callback", "event_id": "Ev1"},
    {"type": "event_callback", "event_id": "Ev2"},
]


async def test_only_the_same_act_is_the_same_delivery():
    heard = Deliveries()
    for body in (PRESS, *OTHERS):
        first, came_before = heard.take(body)
        assert not came_before
        assert heard.take(dict(body)) == (first, True)


@pytest.mark.parametrize(
    "body", [{}, {"type": "view_closed", "user": {"id": "U1"}}, {"type": "block_suggestion", "actions": []}]
)
async def test_what_slack_gives_no_identity_never_came_before(body):
    heard = Deliveries()
    assert identity_of(body) is None
    assert [heard.take(body)[1] for _ in range(3)] == [False] * 3


async def test_it_is_remembered_as_long_as_a_signed_request_is_taken_and_not_for_ever():
    now = [0.0]
    heard = Deliveries(lambda: now[0])
    heard.take(PRESS)
    now[0] = 10 * 60.0
    assert heard.take(PRESS)[1]
    now[0] = deliveries.REMEMBERED_SECONDS
    assert not heard.take(PRESS)[1]


async def test_of_too_many_the_oldest_are_forgotten(monkeypatch):
    monkeypatch.setattr(deliveries, "MOST", 3)
    heard = Deliveries()
    for body in (PRESS, *OTHERS[:3]):
        heard.take(body)
    assert heard.take(OTHERS[2])[1]
    assert not heard.take(PRESS)[1]


async def test_the_first_answer_is_given_again_and_not_waited_for_without_end():
    heard = Deliveries()
    delivery, _ = heard.take(PRESS)
    assert await delivery.answer(0) == {}
    delivery.answered({"response_action": "clear"})
    delivery.answered({"response_action": "update"})
    again, _ = heard.take(PRESS)
    assert await again.answer(0) == {"response_action": "clear"}
