"""Who is meant by a name: known from a list, and not known while there is none."""

import asyncio

import pytest

import bot.slack.people
from bot.slack.fault import SlackFault
from bot.slack.people import FRESH_SECONDS, SlackPeople, person_of
from tests.fakes.seconds import Seconds
from tests.unit.bot.delivery.slack_said import refusal, scripted_slack

SAM = {
    "id": "U0SAM",
    "team_id": "T1",
    "name": "samo",
    "real_name": "Samuel Okafor",
    "enterprise_user": {"id": "W0SAM", "teams": ["T1"]},
    "profile": {
        "display_name": "Sámi",
        "display_name_normalized": "Sami",
        "real_name": "Samuel Ókafor",
        "real_name_normalized": "Samuel Okafor",
        "email": "s.okafor@acme.example",
    },
}
LEA = {"id": "U0LEA", "team_id": "T1", "name": "lea", "profile": {"display_name": "", "real_name": "Lea Brandt"}}
GONE = {"id": "U0GONE", "team_id": "T1", "name": "gone", "deleted": True, "profile": {}}
GROUPS = {
    "usergroups": [
        {"id": "S1", "handle": "support", "users": ["U0SAM", "U0GONE"]},
        {"id": "S2", "handle": "old", "users": ["U0LEA"], "date_delete": 5},
    ]
}


def listing(seconds=None, **answers):
    said = {"users_list": [{"members": [SAM, LEA, GONE]}], "usergroups_list": [GROUPS], **answers}
    slack = scripted_slack(**said)
    return SlackPeople(slack, lambda: "T1", seconds or Seconds(100.0)), slack


def test_a_person_has_every_name_that_slack_gives_them():
    person = person_of(SAM, "T1")
    assert set(person.names) == {"Sámi", "Sami", "Samuel Ókafor", "Samuel Okafor", "samo", "W0SAM"}
    assert (person.id, person.name, person.email) == ("U0SAM", "Sámi", "s.okafor@acme.example")


@pytest.mark.parametrize(
    "written", ["U0SAM", "W0SAM", "samo", "sami", "Samuel Okafor", "s.okafor@acme.example", "s.okafor"]
)
async def test_whoever_is_listed_is_found_by_any_name(written):
    people, _ = listing()
    await people.look()
    assert people.named(written) == {"U0SAM"}


async def test_who_is_not_listed_is_nobody_and_a_closed_account_is_nobody():
    people, _ = listing()
    await people.look()
    assert people.named("customer 4711") == frozenset()
    assert people.named("U0GONE") == frozenset()


async def test_before_the_first_list_and_when_it_is_old_nobody_is_not_known_to_be_nobody():
    seconds = Seconds(100.0)
    people, _ = listing(seconds)
    assert people.named("lea") is None
    await people.look()
    assert people.named("nobody") == frozenset()
    seconds.now += FRESH_SECONDS
    assert people.named("nobody") is None
    assert people.named("lea") == {"U0LEA"}, "who was there is still taken for meant"


@pytest.mark.parametrize("error", ["internal_error", "missing_scope", "ratelimited"])
async def test_what_was_known_stays_while_slack_does_not_tell(error):
    people, _ = listing(users_list=[{"members": [SAM]}, refusal(error)])
    await people.look()
    with pytest.raises(SlackFault):
        await people.look()
    assert people.named("samo") == {"U0SAM"}


async def test_all_pages_are_read(monkeypatch):
    monkeypatch.setattr(bot.slack.people, "PAGE_PAUSE_SECONDS", 0)
    first = {"members": [SAM], "response_metadata": {"next_cursor": "more"}}
    people, slack = listing(users_list=[first, {"members": [LEA], "response_metadata": {"next_cursor": ""}}])
    await people.look()
    assert people.named("samo, lea") == {"U0SAM", "U0LEA"}
    assert [argument.get("cursor") for argument in slack.arguments] == [None, "more", None]


async def test_the_list_is_kept_and_whatever_slack_says_does_not_end_it(monkeypatch):
    monkeypatch.setattr(bot.slack.people, "SOONEST_SECONDS", 0)
    monkeypatch.setattr(bot.slack.people, "AGAIN_SECONDS", 0)
    people, _ = listing(users_list=[refusal("internal_error"), {"members": "odd"}, {"members": [LEA]}])
    async with people.kept(), asyncio.timeout(5):
        assert people.named("lea") is None
        while not people.named("lea"):  # noqa: ASYNC110 - each turn lets the listing run
            await asyncio.sleep(0)


async def test_a_reviewer_is_one_by_id_or_group_while_the_account_is_open():
    people, _ = listing()
    assert not people.may_still("U0SAM", ["U0SAM"]), "nobody is, before anybody is listed"
    await people.look()
    assert people.may_still("U0SAM", ["U0SAM"])
    assert people.may_still("U0SAM", ["U0LEA", "@Support"])
    assert not people.may_still("U0LEA", ["@support", "@old", "@never"])
    assert not people.may_still("U0GONE", ["U0GONE", "@support"])


@pytest.mark.slow
async def test_everybody_else_is_served_while_the_names_of_many_people_are_read():
    many = [
        {**LEA, "id": f"U{n}", "name": f"lea.{n}", "profile": {"real_name": f"Lea {n} Brandt"}} for n in range(2_000)
    ]
    people, _ = listing(users_list=[{"members": many}])
    looking, turns = asyncio.create_task(people.look()), 0
    while not looking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100, "a few are those in which Slack answers"
    assert people.named("lea.7") == {"U7"}
