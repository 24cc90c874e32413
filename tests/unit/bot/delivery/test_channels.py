"""Channel names become ids, and Slack is asked no more often than it takes."""

from datetime import timedelta

import pytest

from bot.delivery.channels import AGAIN, FRESH, Channels
from bot.slack.fault import SlackFault
from tests.builders import NOON
from tests.unit.bot.delivery.slack_said import scripted_slack

PAGE = {"channels": [{"id": "C1", "name": "approvals"}], "response_metadata": {"next_cursor": "more"}}
LAST = {"channels": [{"id": "C2", "name": "leads"}]}


async def test_an_id_is_itself_and_nobody_is_asked():
    slack = scripted_slack(conversations_list=[LAST])
    assert await Channels(slack).id_of("C0ANY", NOON) == "C0ANY"
    assert not slack.asked


async def test_every_page_is_read_once_and_remembered():
    slack = scripted_slack(conversations_list=[PAGE, LAST])
    channels = Channels(slack)
    assert await channels.id_of("#leads", NOON) == "C2"
    assert await channels.id_of("#Approvals", NOON + FRESH) == "C1"
    assert slack.asked["conversations_list"] == 2
    assert slack.arguments[1]["cursor"] == "more"


async def test_a_name_that_is_not_there_is_looked_for_again_later():
    slack = scripted_slack(conversations_list=[LAST, LAST, PAGE | {"response_metadata": {}}])
    channels = Channels(slack)
    for later in (timedelta(0), AGAIN):
        with pytest.raises(SlackFault, match="channel_not_found"):
            await channels.id_of("#approvals", NOON + later)
    assert slack.asked["conversations_list"] == 1
    with pytest.raises(SlackFault):
        await channels.id_of("#approvals", NOON + 2 * AGAIN)
    assert await channels.id_of("#approvals", NOON + 4 * AGAIN) == "C1"
