"""Allow similar: an approval becomes a standing one, lets through what looks like it, and ends when somebody says."""

import json

import pytest

from blocks.kit import ids
from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage

MEMBERS = "#agent-approvals"
ON = "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 0.2}\n"
FREE_ORDER = {ids.TEXTS_INPUT: ["order_id"]}


@pytest.fixture
async def stage(workspace, stage_database):
    """A bot whose policy lets reviewers allow in advance."""
    async with a_stage(workspace, stage_database, policy=POLICY + ON) as stage:
        yield stage


async def an_approved(stage, amount=40, order="4711", *, by="sam"):
    await stage.propose(payload={"order_id": order, "amount": amount})
    return await stage.channel(MEMBERS).expect_card(order).click("Approve", as_=by).expect("Approved by")


async def allowed(stage, card, *, by="sam", **values):
    """The person has gone through both windows."""
    await card.click("Allow similar…", as_=by)
    window = card.expect_window("Allow similar actions", of=by)
    await window.submit(**(FREE_ORDER | values)).expect("Allow this?").submit().expect_closed()
    return window


async def say(stage, text, *, as_):
    said = await stage.do("command", user=as_, channel=MEMBERS, text=f"/approvals {text}")
    await stage.settle()
    return said["message"]


async def revoke_in_thread(stage, card):
    """Sam presses the button of the reply."""
    said = await stage.look("messages", channel=MEMBERS, thread_ts=card.ts)
    reply = next(one for one in said["messages"] if "Sam Okafor allowed" in words_in(one))
    await stage.do("click", user="sam", channel=MEMBERS, ts=reply["ts"], text="Revoke")
    await stage.settle()


async def on_home(stage, user, words):
    await stage.do("home", user=user)
    id_ = {"sam": "U0SAM", "lea": "U0LEA", "oliver": "U0OLI"}[user]

    def look():
        view = stage.sandbox.world.homes.get(id_)
        return view if view and words in words_in(view.as_json()) else None

    return await stage.until(look)


async def test_what_looks_like_it_runs_at_once_until_it_is_revoked(stage):
    card = await an_approved(stage)
    await allowed(stage, card)
    await card.expect_reply("Sam Okafor allowed what looks like this").expect_buttons("Details")
    again = await stage.propose(payload={"order_id": "4712", "amount": 39.5})
    assert (again.status, again.decision.decided_by.kind, again.decision.rule) == (
        "approved",
        "policy",
        "standing_approval",
    )
    assert "Sam Okafor" in again.decision.reason
    (listed,) = [await say(stage, "standing", as_="lea")]
    assert "1 of 50 used" in words_in(listed)
    said = await stage.do("click", user="lea", channel=MEMBERS, ts=listed["ts"], text="Revoke")
    assert said["ok"], said
    await stage.told("lea", "Revoked: Issue refund")
    await stage.settle()
    await card.expect_reply("No longer allowed: revoked by Lea Brandt after 1 of 50 times")
    await card.expect_buttons("Allow similar…", "Details")
    asked = await stage.propose(payload={"order_id": "4713", "amount": 39})
    assert asked.status == "pending"


async def test_both_windows_say_what_will_pass(stage):
    card = await an_approved(stage)
    await card.click("Allow similar…", as_="sam")
    window = card.expect_window("You approved 40", of="sam")
    await window.expect("7 days").expect("50 times").submit(**FREE_ORDER)
    for words in ("order_id: any text", "amount: from 0 to 40", "50 times at most", "payload", "press Revoke"):
        await window.expect(words)


@pytest.mark.parametrize(
    "payload",
    [
        {"order_id": "4712", "amount": 41},
        {"order_id": "4712", "amount": 40, "note": "one key more"},
        {"order_id": 4712, "amount": 40},
    ],
)
async def test_what_does_not_look_like_it_still_asks(stage, payload):
    await allowed(stage, await an_approved(stage))
    assert (await stage.propose(payload=payload)).status == "pending"


async def test_nothing_that_was_not_opened_may_differ(stage):
    card = await an_approved(stage)
    await allowed(stage, card, **{ids.TEXTS_INPUT: []})
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "pending"
    assert (await stage.propose(payload={"order_id": "4711", "amount": 40})).status == "approved"


async def test_a_bound_below_what_was_approved_is_said_under_its_field(stage):
    card = await an_approved(stage)
    await card.click("Allow similar…", as_="sam")
    window = card.expect_window("Allow similar actions", of="sam")
    await window.submit(**{ids.BOUND_INPUT: "12"}).expect_error("at least 40")
    await window.submit(**{ids.BOUND_INPUT: "90"}).expect("amount: from 0 to 90")


async def test_a_halt_is_stronger(stage):
    await allowed(stage, await an_approved(stage))
    await say(stage, "halt refund.issue", as_="lea")
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "pending"


async def test_who_did_not_approve_it_cannot_allow_it(stage):
    card = await an_approved(stage)
    await card.click("Allow similar…", as_="oliver").expect_told("oliver", "⛔ Not allowed")
    assert await stage.views("oliver") == []


async def test_it_is_offered_only_where_it_can_be_had(workspace, stage_database, stage):
    await (await an_approved(stage)).expect_buttons("Allow similar…", "Details")
    await stage.propose("wire.send", {"to": "bank"})
    wire = stage.channel("#agent-approvals-risk").expect_card("bank")
    await wire.click("Approve", as_="devi").click("Approve", as_="lea").expect("Approved by")
    await wire.expect_buttons("Details")


async def test_without_the_section_nothing_offers_it(workspace, tmp_path):
    async with a_stage(workspace, f"sqlite:///{tmp_path / 'off.db'}") as stage:
        await (await an_approved(stage)).expect_buttons("Details")
        assert "switched off" in words_in(await say(stage, "standing", as_="sam"))


async def test_the_home_tab_lists_it_and_revokes_it(stage):
    card = await an_approved(stage)
    await allowed(stage, card)
    view = await on_home(stage, "sam", "Runs without asking")
    assert "any order_id" in words_in(view.as_json())
    said = await stage.do("click", user="sam", view_id=view.id, text="Revoke")
    assert said["acked"]
    await stage.settle()
    await card.expect_reply("revoked by Sam Okafor after 0 of 50 times")
    view = await on_home(stage, "sam", "Nothing waits")
    assert "Runs without asking" not in words_in(view.as_json())


async def test_it_is_allowed_once(stage):
    card = await an_approved(stage)
    value = card.value(ids.ALLOW_SIMILAR)
    await allowed(stage, card)
    await card.click_old(ids.ALLOW_SIMILAR, value, as_="sam").expect_told("sam", "is allowed already")


async def test_the_thread_s_own_button_revokes_it(stage):
    card = await an_approved(stage)
    await allowed(stage, card)
    await revoke_in_thread(stage, card)
    await card.expect_reply("Was allowed by Sam Okafor").expect_reply("No longer allowed: revoked by Sam Okafor")


async def test_the_last_use_is_said(stage):
    card = await an_approved(stage)
    await allowed(stage, card, **{ids.USES_INPUT: "once"})
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "approved"
    await card.expect_reply("used up: once")
    assert (await stage.propose(payload={"order_id": "4713", "amount": 40})).status == "pending"


async def test_it_ends_by_itself(stage):
    card = await an_approved(stage)
    await allowed(stage, card, **{ids.LASTING_INPUT: "1 hour"})
    await stage.advance(minutes=59)
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "approved"
    await stage.advance(minutes=2)
    assert (await stage.propose(payload={"order_id": "4713", "amount": 40})).status == "pending"
    assert "Nothing runs by a standing approval" in words_in(await say(stage, "standing", as_="sam"))
    await revoke_in_thread(stage, card)
    await stage.told("sam", "There is nothing to revoke")
    await stage.settle()
    await card.expect_reply("Was allowed by Sam Okafor · over since")


async def test_revoking_twice_is_said(stage):
    card = await an_approved(stage)
    await allowed(stage, card)
    listed = await say(stage, "standing", as_="sam")
    for words in ("Revoked: Issue refund", "Nothing changed"):
        await stage.do("click", user="sam", channel=MEMBERS, ts=listed["ts"], text="Revoke")
        await stage.told("sam", words)


async def test_who_may_not_revoke_is_told(stage):
    await allowed(stage, await an_approved(stage))
    listed = await say(stage, "standing", as_="oliver")
    await stage.do("click", user="oliver", channel=MEMBERS, ts=listed["ts"], text="Revoke")
    await stage.told("oliver", "⛔ Not allowed")
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "approved"


async def test_a_window_that_somebody_made_up_saves_nothing(stage):
    card = await an_approved(stage)
    await card.click("Allow similar…", as_="sam")
    window = await card.expect_window("Allow similar actions", of="sam").submit(**FREE_ORDER).expect("Allow this?")
    view = stage.sandbox.world.open_view(window.view["id"])
    state = json.loads(view.content["private_metadata"])
    assert state["choices"]["uses"] == 50
    for forged in (state["choices"] | {"uses": 5000}, state["choices"] | {"free": [9]}, None):
        view.content["private_metadata"] = json.dumps(state | {"choices": forged})
        answered = await stage.do("submit", user="sam", view_id=view.id, values={})
        assert answered["response_action"] == "update", answered
        assert "Not allowed" in words_in((await stage.views("sam"))[-1])
        view.content = view.content | {"submit": {"type": "plain_text", "text": "Allow"}}
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "pending"


async def test_a_window_from_before_an_update_changes_nothing(stage):
    card = await an_approved(stage)
    await card.click("Allow similar…", as_="sam")
    window = await card.expect_window("Allow similar actions", of="sam").submit(**FREE_ORDER).expect("Allow this?")
    view = stage.sandbox.world.open_view(window.view["id"])
    state = json.loads(view.content["private_metadata"])
    carried = {"for": 60, "uses": 50, "bounds": [], "free": [0]}
    view.content["private_metadata"] = f"0|{json.dumps(carried)}|{state['token']}:{state['version']}:{state['channel']}"
    answered = await stage.do("submit", user="sam", view_id=view.id, values={})
    assert answered["response_action"] == "update", answered
    assert "this window is from an earlier version" in words_in((await stage.views("sam"))[-1])
    assert (await stage.propose(payload={"order_id": "4712", "amount": 40})).status == "pending"
