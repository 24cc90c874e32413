"""An owner is one person whom Slack knows; who is nobody is refused, and the doctor finds those from before."""

import aiohttp
import pytest

from bot.doctor.diagnosis import Health
from bot.doctor.owners import check_owners
from bot.settings import Settings
from bot.slack.app import slack_client
from bot.slack.owners import find_owner
from bot.wiring.operator_store import operator_store, register_agent
from oversight.action.refusal import Refusal
from oversight.people.person import Person
from sandbox.people import User


@pytest.fixture
def settings(workspace, stage_database):
    return Settings(
        _env_file=None,
        database_url=stage_database,
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token,
        slack_base_url=f"{workspace.url}/api/",
    )


async def set_user(workspace, user, **change):
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{workspace.url}/sandbox/api/users", json={"user": user, **change}) as answer,
    ):
        assert (await answer.json())["ok"]


async def set_fault(workspace, method, **fault):
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{workspace.url}/sandbox/api/faults", json={"method": method, **fault}) as answer,
    ):
        assert (await answer.json())["ok"]


@pytest.mark.parametrize(
    "name",
    ["U0SAM", "sam", "@sam", "Sam Okafor", "sam@sandbox.example", "SAM@sandbox.example", "<@U0SAM>", "Okafor, Sam"],
)
async def test_an_owner_by_any_name_is_the_person_s_id(settings, name):
    found = await find_owner(name, settings)
    assert isinstance(found, Person)
    assert found.id == "U0SAM"


@pytest.mark.parametrize(
    "name", ["WILL", "Will Young", "will+agents@sandbox.example", "mailto:will@sandbox.example", "W. Young"]
)
async def test_what_only_looks_like_an_id_or_another_address_is_looked_for_among_names(workspace, settings, name):
    workspace.world.users["U0WIL"] = User("U0WIL", "will", "Will Young", email="will@sandbox.example")
    found = await find_owner(name, settings)
    assert isinstance(found, Person)
    assert found.id == "U0WIL"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("@smith", "knows no person called @smith"),
        ("U0NOBODY", "knows no person called U0NOBODY"),
        ("gone@sandbox.example", "knows no person called gone@sandbox.example"),
        ("", "knows no person called"),
        ("sam, lea", "may be Lea Brandt (U0LEA) or Sam Okafor (U0SAM)"),
        ("U0BOT", "is an app"),
        ("U0OLI", "is deactivated"),
        ("U0MINA", "another workspace"),
    ],
)
async def test_who_is_no_single_person_of_the_workspace_is_refused_with_a_sentence(workspace, settings, name, words):
    await set_user(workspace, "U0OLI", deleted=True)
    await set_user(workspace, "U0MINA", is_stranger=True)
    found = await find_owner(name, settings)
    assert isinstance(found, Refusal)
    assert words in found.sentence
    assert "was not added" in found.sentence


@pytest.mark.parametrize(("method", "name"), [("users.info", "U0SAM"), ("users.list", "sam")])
async def test_nobody_is_taken_for_an_owner_while_slack_does_not_say(workspace, settings, method, name):
    await set_fault(workspace, method, error="internal_error")
    found = await find_owner(name, settings)
    assert isinstance(found, Refusal)
    assert "could not be asked" in found.sentence


async def test_nobody_is_taken_for_an_owner_where_slack_is_not_set_up():
    found = await find_owner("U0SAM", Settings(_env_file=None))
    assert isinstance(found, Refusal)
    assert "SAYSO_SLACK_BOT_TOKEN" in found.sentence


async def test_the_doctor_names_owners_who_are_nobody(workspace, settings):
    await set_user(workspace, "U0OLI", deleted=True)
    async with operator_store(settings) as store:
        for agent, owner in (
            ("a", "@smith"),
            ("b", "sam"),
            ("c", "U0OLI"),
            ("d", "U0LEA"),
            ("e", None),
            ("f", "sam, lea"),
        ):
            await register_agent(agent, store, owner=owner)
    async with aiohttp.ClientSession() as http:
        client = slack_client(workspace.bot_token, settings.slack_base_url, http)
        found = [check_owner async for check_owner in check_owners(settings, client)]
    assert [(finding.health, finding.what) for finding in found] == [
        (Health.BAD, "Agent a: its owner @smith is nobody in Slack, so nobody answers for it"),
        (Health.OK, "Agent b: Sam Okafor (U0SAM) answers for it"),
        (Health.BAD, "Agent c: its owner Oliver Quist (U0OLI) has left: the account is deactivated"),
        (Health.OK, "Agent d: Lea Brandt (U0LEA) answers for it"),
        (
            Health.WARN,
            (
                "Agent f: its owner sam, lea may be Lea Brandt (U0LEA) and Sam Okafor (U0SAM); "
                "none of them approves for it"
            ),
        ),
    ]
