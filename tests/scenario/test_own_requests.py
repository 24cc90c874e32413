"""Whoever asked does not approve it: by no name, on no way to a yes, and whatever Slack tells meanwhile."""

from datetime import timedelta

import pytest

from bot.slack.people import SlackPeople
from oversight.usecases.review.post_digest import post_digest
from sandbox.people import User
from tests.scenario.stage import a_stage
from tests.unit.oversight.people.of_all_kinds import MEANT, PEOPLE

APPROVALS = "#agent-approvals"
NO = "You answer for this request"
SOME = [(who, ways[len(ways) // 2]) for who, ways in MEANT.items()]


def members(stage, *users):
    """The support group has these members, and these people are in the channel."""
    world = stage.sandbox.world
    for user in users:
        world.users[user.id] = user
        world.channel_named(APPROVALS).members.append(user.id)
    world.usergroups["S0SUPPORT"].users = ["U0SAM", "U0LEA", *(user.id for user in users)]


async def refused(stage, card, user, label="Approve"):
    await card.click(label, as_=user).expect_told(user, NO)


async def test_nobody_approves_what_was_asked_for_in_their_name_whatever_it_is_made_of(workspace, stage_database):
    """Each name goes the whole way: listed by Slack, written by an agent, pressed by the person."""
    async with a_stage(workspace, stage_database) as stage:
        others = [value for key, value in PEOPLE.items() if key not in ("sam", "lea", "mina")]
        members(stage, *(User(other.id, other.names[0], other.names[-1], email=other.email or "") for other in others))
        await stage.directory.people.look()
        passed = []
        for number, (who, written) in enumerate(SOME):
            person = PEOPLE[who]
            if person.id not in stage.sandbox.world.usergroups["S0SUPPORT"].users:
                continue
            action = await stage.propose(payload={"order_id": f"N{number:03}", "amount": 9}, on_behalf_of=written)
            await stage.channel(APPROVALS).expect_card(f"N{number:03}").click("Approve", as_=person.id)
            if (await stage.now(action)).status != "pending" or person.id not in (action.route.requesters or ()):
                passed.append((who, written))
        assert passed == []


@pytest.fixture
async def own(stage):
    """What Sam asked for, before Sam."""
    await stage.propose(on_behalf_of="S. Okafor")
    return await stage.channel(APPROVALS).expect_card("4711")


async def test_no_button_and_no_tier_is_a_way_to_a_yes(stage, own):
    for label in ("Approve", "Modify", "Reject"):
        await own.click(label, as_="sam").expect_told("sam", NO)
        assert await stage.views("sam") == []
    await own.choose("Hand over to a colleague…", as_="sam").expect_told("sam", NO)
    action = await stage.propose(payload={"order_id": "4712", "amount": 9}, on_behalf_of="Brandt, L.")
    await stage.channel(APPROVALS).expect_card("4712").choose("Escalate to team lead", as_="sam")
    lead = stage.channel("#agent-approvals-leads").expect_card("4712")
    await lead.click("Approve", as_="lea").expect_told("lea", NO)
    assert (await stage.now(action)).status == "pending"


async def test_nobody_judges_the_sample_of_what_they_asked_for(stage):
    await stage.ports.review.begin_digests(stage.clock.now())
    stage.clock.at += timedelta(hours=1)
    await stage.propose("ticket.tag", {"ticket": 1, "tag": "late"}, on_behalf_of="1. Sam 2. Lea")
    stage.clock.at += timedelta(hours=1)
    await post_digest(stage.clock.now(), stage.ports)
    await stage.settle()
    (head,) = await stage.channel("#agent-digest").messages()
    said = await stage.look("messages", channel="#agent-digest", thread_ts=head["ts"])
    await stage.do("click", user="lea", text="Looks right", channel="#agent-digest", ts=said["messages"][1]["ts"])
    await stage.told("lea", "You answer for this")


async def test_another_name_a_restart_and_a_list_that_is_gone_help_nobody(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        action = await stage.propose(on_behalf_of="S. Okafor")
    sam = workspace.world.users["U0SAM"]
    sam.name, sam.real_name, sam.email = "else", "Somebody Else", "else@sandbox.example"
    async with a_stage(workspace, stage_database) as stage:
        stage.directory.people = SlackPeople(stage.slack, lambda: "T0SANDBOX")
        await refused(stage, stage.channel(APPROVALS).expect_card("4711"), "U0SAM")
        assert (await stage.now(action)).status == "pending"
