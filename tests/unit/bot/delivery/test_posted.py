"""A message of ours is found by its mark, wherever it stands in the history."""

from bot.delivery.posted import find_posted, metadata
from tests.builders import NOON
from tests.unit.bot.delivery.slack_said import scripted_slack

OURS = {"ts": "7.1", "metadata": metadata("card:act_1.0")}
OTHERS = [{"ts": "9.1"}, {"ts": "8.1", "metadata": metadata("card:act_2.0")}]


async def test_it_is_found_on_a_later_page():
    pages = [
        {"messages": OTHERS, "response_metadata": {"next_cursor": "more"}},
        {"messages": [OURS]},
    ]
    slack = scripted_slack(conversations_history=pages)
    assert await find_posted(slack, "C1", None, "card:act_1.0", NOON) == "7.1"
    assert slack.asked["conversations_history"] == 2


async def test_a_reply_is_looked_for_in_its_thread():
    slack = scripted_slack(conversations_replies=[{"messages": [*OTHERS, OURS]}])
    assert await find_posted(slack, "C1", "1.0", "card:act_1.0", NOON) == "7.1"
    assert slack.arguments[0]["ts"] == "1.0"


async def test_what_does_not_stand_there_is_not_found_and_the_search_goes_back_far_enough():
    slack = scripted_slack(conversations_history=[{"messages": OTHERS}])
    assert await find_posted(slack, "C1", None, "card:act_1.0", NOON) is None
    assert float(slack.arguments[0]["oldest"]) < NOON.timestamp()
    assert slack.arguments[0]["include_all_metadata"] is True
