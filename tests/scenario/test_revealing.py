"""Whom the policy entitles sees what cards hide, in a window of their own, and the log knows before they do."""

import json

import pytest

from blocks.kit import ids
from oversight.policy.file.reading import read_policy
from sandbox.message import words_in
from storage.engine.errors import StorageUnavailable
from tests.scenario.stage import POLICY, a_stage

ENTITLING = POLICY.replace("redact: [card_number]", "redact: [card_number, iban], reveal: ['@fraud', U0SAM]")
NUMBER, IBAN = "4111-hidden", "DE02-hidden"
PAYLOAD = {"order_id": "4711", "amount": 900, "card_number": NUMBER, "payees": [{"iban": IBAN}]}


@pytest.fixture
async def revealing(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=ENTITLING) as stage:
        yield stage


async def details(stage, user, words="4711"):
    """The Details window of this person; None where it was not opened."""
    await stage.channel("#agent-approvals").expect_card(words).click("Details", as_=user)
    views = await stage.views(user)
    return views[-1] if views else None


async def press(stage, user, view, action_id=ids.REVEAL, value="1", **more):
    """What somebody presses in a window, also what is not drawn there."""
    fields = {"action_id": action_id, "value": value, "stale": True, "block_id": "elsewhere"}
    return await stage.do("click", user=user, view_id=view["id"], **(fields | more))


def leaves_of(recorded):
    return [json.loads(leaf.leaf) for leaf in recorded if leaf.kind == "action.revealed"]


async def test_who_is_entitled_sees_the_values_and_the_log_says_who_saw_which(revealing):
    action = await revealing.propose(payload=PAYLOAD, labels={"iban": "label-hidden"}, context={"iban": "ctx-hidden"})
    window = await details(revealing, "sam")
    assert "Reveal hidden values" in words_in(window)
    assert "hidden" not in words_in(window).replace("Reveal hidden values", "").replace("hidden values?", "")
    said = await revealing.do("click", user="sam", view_id=window["id"], text="Reveal hidden values")
    assert said["acked"]
    shown = words_in((await revealing.views("sam"))[-1])
    for value in (NUMBER, IBAN, "label-hidden", "ctx-hidden"):
        assert value in shown
    (leaf,) = leaves_of(await revealing.store.actions.events(action.id))
    assert leaf["actor"]["id"] == "U0SAM"
    assert leaf["rule"] == "reveal"
    assert leaf["details"]["paths"] == [
        "$.payload.card_number",
        "$.payload.payees[0].iban",
        "$.context.iban",
        "$.labels.iban",
    ]
    assert "hidden" not in json.dumps(leaf)
    assert (await revealing.now(action)).revision == action.revision, "looking changes nothing"


async def test_each_page_that_somebody_turns_to_is_a_leaf_of_its_own(revealing):
    cards = [{"card_number": f"{number} {'9' * 900}"} for number in range(12)]
    action = await revealing.propose(payload={"order_id": "4711", "amount": 1, "cards": cards})
    window = await details(revealing, "sam")
    await revealing.do("click", user="sam", view_id=window["id"], text="Reveal hidden values")
    page = (await revealing.views("sam"))[-1]
    assert (await revealing.do("click", user="sam", view_id=page["id"], text="Next"))["acked"]
    first, second = leaves_of(await revealing.store.actions.events(action.id))
    assert not set(first["details"]["paths"]) & set(second["details"]["paths"][1:])
    assert "page 2 of" in words_in((await revealing.views("sam"))[-1])


async def test_who_is_not_named_finds_no_button_and_a_press_is_refused_in_words(revealing):
    action = await revealing.propose(payload=PAYLOAD)
    window = await details(revealing, "oliver")
    assert "Reveal" not in words_in(window)
    await press(revealing, "oliver", window)
    await revealing.told("oliver", "only to those whom the policy names under card.reveal")
    assert leaves_of(await revealing.store.actions.events(action.id)) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_restricted": True}, "Guests cannot"),
        ({"is_stranger": True}, "Only members of this workspace"),
        ({"team_id": "T0OTHER"}, "Only members of this workspace"),
    ],
    ids=["guest", "stranger", "other workspace"],
)
async def test_who_is_no_full_member_any_more_sees_nothing(revealing, change, words, monkeypatch):
    monkeypatch.setattr("bot.slack.directory.FRESH_SECONDS", 0)
    action = await revealing.propose(payload=PAYLOAD)
    window = await details(revealing, "sam")
    await revealing.do("users", user="U0SAM", **change)
    await press(revealing, "sam", window)
    await revealing.told("sam", words)
    assert leaves_of(await revealing.store.actions.events(action.id)) == []


async def test_nobody_is_entitled_while_slack_does_not_say_who_they_are(revealing, monkeypatch):
    monkeypatch.setattr("bot.slack.directory.FRESH_SECONDS", 0)
    action = await revealing.propose(payload=PAYLOAD)
    window = await details(revealing, "sam")
    await revealing.fault("users.info", error="internal_error")
    await press(revealing, "sam", window)
    await revealing.told("sam", "Slack did not say who you are")
    assert leaves_of(await revealing.store.actions.events(action.id)) == []


async def test_where_the_leaf_cannot_be_written_nothing_is_shown(revealing, monkeypatch):
    await revealing.propose(payload=PAYLOAD)
    window = await details(revealing, "sam")

    async def full(_event):
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(revealing.store.actions, "keep_leaf", full)
    await press(revealing, "sam", window)
    assert all(NUMBER not in words_in(view) for view in await revealing.views("sam"))
    assert NUMBER not in json.dumps([entry.request for entry in revealing.sandbox.traffic.after(0, 500)])


async def test_a_policy_that_no_longer_names_them_ends_it_at_once(revealing):
    action = await revealing.propose(payload=PAYLOAD)
    window = await details(revealing, "sam")
    revealing.policies.policy = read_policy(ENTITLING.replace(", U0SAM", ""))
    await press(revealing, "sam", window)
    await revealing.told("sam", "card.reveal")
    assert leaves_of(await revealing.store.actions.events(action.id)) == []
