"""Who is who: asked once a minute, and nobody is anybody while Slack does not say."""

import asyncio

import pytest

from bot.slack.directory import FRESH_SECONDS, SlackDirectory
from oversight.ports.world import DirectoryUnavailable
from tests.fakes.seconds import Seconds
from tests.unit.bot.delivery.slack_said import refusal, scripted_slack

HOME = {"team_id": "T1", "url": "https://acme.slack.com/"}
LEA = {"id": "U1", "team_id": "T1", "name": "lea", "profile": {"display_name": "", "real_name": "Lea Brandt"}}
GROUPS = {"usergroups": [{"id": "S1", "handle": "support"}, {"id": "S2", "handle": "old", "date_delete": 5}]}


def directory(seconds=None, **answers):
    slack = scripted_slack(**{"auth_test": [HOME], **answers})
    return SlackDirectory(slack, seconds or Seconds(100.0)), slack


async def person(**fields):
    who, _ = directory(users_info=[{"user": LEA | fields}])
    return await who.person("U1")


async def test_a_person_is_who_the_workspace_says():
    found = await person()
    assert (found.id, found.team_id, found.name) == ("U1", "T1", "Lea Brandt")
    assert [found.is_bot, found.is_deactivated, found.is_guest, found.is_stranger] == [False] * 4


@pytest.mark.parametrize(
    ("fields", "trait"),
    [
        ({"deleted": True}, "is_deactivated"),
        ({"is_restricted": True}, "is_guest"),
        ({"is_ultra_restricted": True}, "is_guest"),
        ({"is_stranger": True}, "is_stranger"),
        ({"is_bot": True}, "is_bot"),
        ({"id": "USLACKBOT"}, "is_bot"),
    ],
)
async def test_what_keeps_somebody_from_deciding_is_seen(fields, trait):
    assert getattr(await person(**fields), trait)


async def test_a_member_of_the_organisation_belongs_here_only_where_they_are_in_this_workspace():
    assert (await person(team_id="T9", enterprise_user={"teams": ["T1", "T9"]})).team_id == "T1"
    assert (await person(team_id="T9", enterprise_user={"teams": ["T9"]})).team_id == "T9"


async def test_slack_is_asked_once_however_many_ask_and_again_after_a_minute():
    seconds = Seconds(100.0)
    who, slack = directory(seconds, users_info=[{"user": LEA}, {"user": LEA | {"deleted": True}}])
    found = await asyncio.gather(*(who.person("U1") for _ in range(20)))
    assert slack.asked["users_info"] == 1
    assert not any(person.is_deactivated for person in found)
    seconds.now += FRESH_SECONDS
    assert (await who.person("U1")).is_deactivated


async def test_nothing_from_before_is_believed_while_slack_does_not_answer():
    seconds = Seconds(100.0)
    who, _ = directory(seconds, users_info=[{"user": LEA}, refusal("internal_error"), {"user": LEA}])
    await who.person("U1")
    seconds.now += FRESH_SECONDS
    with pytest.raises(DirectoryUnavailable):
        await who.person("U1")
    assert (await who.person("U1")).name == "Lea Brandt", "it is asked again at once"


async def test_somebody_unknown_to_slack_is_nobody():
    who, _ = directory(users_info=[refusal("user_not_found")])
    assert await who.person("U404") is None


async def test_groups_are_their_members_and_unknown_or_disabled_ones_are_empty():
    who, slack = directory(usergroups_list=[GROUPS], usergroups_users_list=[{"users": ["U2", "U3"]}])
    assert await who.user_ids(["U1", "@support"]) == {"U1", "U2", "U3"}
    assert await who.user_ids(["@old", "@never"]) == frozenset()
    assert await who.user_ids([]) == frozenset()
    assert slack.asked == {"usergroups_list": 1, "usergroups_users_list": 1}


async def test_a_group_that_cannot_be_asked_for_is_not_empty_but_unknown():
    who, _ = directory(usergroups_list=[GROUPS], usergroups_users_list=[refusal("missing_scope")])
    with pytest.raises(DirectoryUnavailable):
        await who.user_ids(["@support"])


async def test_the_home_team_is_nobody_s_until_slack_has_told_it():
    who, _ = directory(auth_test=[refusal("internal_error"), HOME], users_info=[{"user": LEA}])
    assert who.home_team == ""
    with pytest.raises(DirectoryUnavailable):
        await who.person("U1")
    await who.person("U1")
    assert (who.home_team, who.workspace_url) == ("T1", "https://acme.slack.com/")
