"""What a person's client sends that no window offers changes nothing, shows nothing and decides nothing else."""

import json

import pytest

from blocks.kit import ids
from oversight.exact_json.json_path import read_json_path
from tests.scenario.editing.orders import WITH_ORDERS, editing, proposed
from tests.scenario.stage import a_stage
from tests.scenario.test_revealing import press
from tests.unit.blocks.editing.orders import ORDER

HIDING_PAYMENTS = WITH_ORDERS.replace('"redact": ["card_number"]', '"redact": ["card_number", "payment"]')


async def forged(stage, window, **changes):
    """The window with these changes in what it takes along; the person's client can write there what it likes."""
    view = stage.sandbox.world.open_view(window.view["id"])
    state = json.loads(view.content["private_metadata"])
    view.content["private_metadata"] = json.dumps(state | changes)
    await window._look()


async def value_of(stage, action, user="U0SAM"):
    """The payload that this person's edit has come to."""
    return (await stage.store.edits.of(action.id, user)).working.value


def named(path):
    return ids.item_id(read_json_path(path))


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        (ids.EDIT_ADD, named("$")),
        (ids.EDIT_ADD, named("$.card_number")),
        (ids.EDIT_ADD, named("$.amount")),
        (ids.EDIT_ADD, named("$.lines[0]")),
        (ids.EDIT_EMPTY, named("$.card_number")),
        (ids.EDIT_EMPTY, named("$.amount")),
        (ids.EDIT_ROW_MENU, f"remove|{named('$.amount')}"),
        (ids.EDIT_ROW_MENU, f"up|{named('$.lines[0]')}"),
        (ids.EDIT_ROW_MENU, f"empty|{named('$.lines')}"),
        (ids.EDIT_ROW_MENU, "remove|nothing"),
        (ids.EDIT_ROW_MENU, ""),
        (ids.EDIT_BRANCH, "1"),
        (ids.EDIT_NEXT, "9999"),
        (ids.EDIT_NEXT, "-1"),
        (ids.EDIT_OPEN, named("$.card_number")),
    ],
)
async def test_a_press_that_the_page_does_not_offer_does_nothing(stage, action_id, value):
    action = await proposed(stage)
    window = await editing(stage)
    said = await press(stage, "sam", window.view, action_id, value)
    assert said["acked"]
    assert await value_of(stage, action) == ORDER
    assert "4111" not in json.dumps(await stage.views("sam"))


@pytest.mark.parametrize(
    "path", ["$.payment", "$.payment.last4", "$.payment.nothing", "$.payment[0]", "$.nowhere[9].x", "$[", "€"]
)
@pytest.mark.parametrize("as_text", [True, False])
async def test_no_window_leads_into_what_is_hidden(workspace, stage_database, path, as_text):
    async with a_stage(workspace, stage_database, policy=HIDING_PAYMENTS) as stage:
        action = await proposed(stage)
        window = await editing(stage)
        await forged(stage, window, path=path, as_text=as_text, page=99)
        for action_id, value in ((ids.EDIT_NEXT, "0"), (ids.EDIT_BRANCH, "1"), (ids.EDIT_AS_FORM, "form")):
            said = await press(stage, "sam", window.view, action_id, value)
            assert said["acked"]
            shown = json.dumps([view["blocks"] for view in await stage.views("sam")])
            assert not any(hidden in shown for hidden in ("4242", "last4", "This is a:"))
        assert await value_of(stage, action) == ORDER


async def test_an_edit_is_not_sent_in_with_the_card_of_another_action(stage):
    mine = await proposed(stage)
    other = await proposed(stage, {**ORDER, "order": "other"})
    window, second = await editing(stage, words='"007"'), await editing(stage, "sam", "other")
    token = json.loads(second.view["private_metadata"])["token"]
    await second._look()
    await forged(stage, second, edit=json.loads(window.view["private_metadata"])["edit"])
    assert json.loads(second.view["private_metadata"])["token"] == token
    await second.submit(**{"$.count": "3"})
    assert [(await stage.now(action)).decision for action in (mine, other)] == [None, None]


async def test_another_persons_edit_is_neither_shown_nor_changed(stage):
    action = await stage.propose("wire.send", {"to": "DE89", "amount": 70_000})
    card = stage.channel("#agent-approvals-risk").expect_card("DE89")
    lea = await card.click("Modify", as_="lea").expect_window("Submitting approves", of="lea")
    await lea.press("Edit as text", **{"$.amount": "12345"})
    devi = await card.click("Modify", as_="devi").expect_window("Submitting approves", of="devi")
    await forged(stage, devi, edit=json.loads(lea.view["private_metadata"])["edit"])
    await devi.press("Edit as text", **{"$.amount": "1"})
    assert "12345" not in json.dumps(await stage.views("devi"))
    await devi.submit(**{"$.amount": "1"})
    assert (await value_of(stage, action, "U0LEA"))["amount"] == 12_345
    assert (await stage.now(action)).votes == ()


@pytest.mark.parametrize("changes", [{"level": 7}, {"drawn": -1}, {"path": 5}, {"more": 1}, {"edit": "edt_x"}])
async def test_a_window_whose_state_cannot_be_read_says_so(stage, changes):
    action = await proposed(stage)
    window = await editing(stage)
    await forged(stage, window, **changes)
    said = await press(stage, "sam", window.view, ids.EDIT_AS_TEXT, "text")
    assert said["acked"]
    await window.submit()
    assert (await stage.now(action)).decision is None
