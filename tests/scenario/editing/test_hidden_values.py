"""An entitled person edits what cards hide, on the record; nobody else sees or changes it."""

import json

import pytest

from blocks.kit import ids
from oversight.action.decision import VoteKind
from oversight.usecases.actions.decide_action import decide_action
from oversight.voting.decide import Answer
from tests.scenario.stage import POLICY, a_stage
from tests.scenario.test_revealing import ENTITLING, IBAN, NUMBER, PAYLOAD, leaves_of, press

MEMBERS = "#agent-approvals"


@pytest.fixture
async def revealing(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=ENTITLING) as stage:
        yield stage


async def editing(stage, user):
    card = await stage.channel(MEMBERS).expect_card("4711").click("Modify", as_=user)
    return await card.expect_window("Submitting approves", of=user)


async def test_whoever_is_entitled_reveals_and_edits_hidden_values_and_the_log_says_so(revealing):
    action = await revealing.propose(payload=PAYLOAD)
    window = await editing(revealing, "sam")
    assert NUMBER not in json.dumps(window.view)
    await window.press("Reveal hidden values", **{"$.amount": "450"})
    (view,) = await revealing.views("sam")
    assert NUMBER in json.dumps(view)
    (leaf,) = leaves_of(await revealing.store.actions.events(action.id))
    assert (leaf["actor"]["id"], leaf["details"]["paths"]) == (
        "U0SAM",
        ["$.payload.card_number", "$.payload.payees[0].iban"],
    )
    await window.submit(**{"$.card_number": "5500"}).expect_closed()
    decided = (await revealing.now(action)).decision
    assert decided.modified_payload == {**PAYLOAD, "amount": 450, "card_number": "5500"}
    card = await revealing.channel(MEMBERS).expect_card("4711").expect("Approved with changes by Sam Okafor")
    assert not any(hidden in json.dumps(card.message) for hidden in (NUMBER, IBAN, "5500"))


async def test_without_the_right_there_is_no_button_and_a_forged_press_shows_nothing(workspace, stage_database):
    only_others = ENTITLING.replace("['@fraud', U0SAM]", "['@fraud']")
    async with a_stage(workspace, stage_database, policy=only_others) as stage:
        action = await stage.propose(payload=PAYLOAD)
        window = await editing(stage, "sam")
        assert "Reveal hidden values" not in json.dumps(window.view)
        await press(stage, "sam", window.view, ids.EDIT_REVEAL, "edit")
        assert NUMBER not in json.dumps(await stage.views("sam"))
        assert leaves_of(await stage.store.actions.events(action.id)) == []


async def test_a_text_that_is_half_read_is_read_first(revealing):
    await revealing.propose(payload=PAYLOAD)
    window = await editing(revealing, "sam")
    await window.press("Edit as text")
    (view,) = await revealing.views("sam")
    assert "Reveal hidden values" in json.dumps(view), "nothing is typed yet"
    await window.press("Reveal hidden values", **{"$": '{"order_id": "4711"'})
    (view,) = await revealing.views("sam")
    assert NUMBER not in json.dumps(view)


async def test_an_edit_of_an_earlier_version_shows_no_hidden_values_for_which_the_log_names_another(
    workspace, stage_database
):
    two = "{risk: high, tier: domain_expert, card: {redact: [iban], reveal: [U0SAM, U0DEV]}}"
    policy = POLICY.replace("{risk: critical, tier: domain_expert}", two).replace('["@fraud"]', "[U0SAM, U0DEV]")
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        action = await stage.propose("wire.send", {"payees": [{"iban": "IBAN-1"}, {"iban": "IBAN-2"}]})
        card = stage.channel("#agent-approvals-risk").expect_card("wire.send")
        window = await card.click("Modify", as_="sam").expect_window("Submitting approves", of="sam")
        edited = {"payees": [{"iban": "IBAN-1"}]}
        await decide_action(action.id, "U0DEV", Answer(VoteKind.MODIFY, 1, 0, None, edited), stage.ports)
        await stage.settle()
        await window.press("Reveal hidden values")
        assert "IBAN-2" not in json.dumps(await stage.views("sam"))
        assert leaves_of(await stage.store.actions.events(action.id)) == []
