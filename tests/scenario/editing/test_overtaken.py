"""Two people, or time, change an action while somebody edits it: true words, and nobody's text is lost."""

import json
from datetime import timedelta

import pytest

from blocks.kit import ids
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.editing.drop_old_edits import drop_old_edits
from tests.scenario.editing.orders import WITH_ORDERS
from tests.scenario.stage import a_stage
from tests.scenario.test_revealing import leaves_of

RISK = "#agent-approvals-risk"
WIRE = {"to": "DE89", "amount": 70_000, "note": "Rent", "nested": {"a": 1, "b": 2}}


@pytest.fixture
async def wire(stage):
    """An action that needs two people."""
    return await stage.propose("wire.send", WIRE)


async def editing(stage, user):
    card = stage.channel(RISK).expect_card("DE89").click("Modify", as_=user)
    return await card.expect_window("Submitting approves", of=user)


async def overtaken(stage, mine, theirs):
    """Lea and Devi edit at the same time, Devi is first, and Lea sends hers in."""
    lea, devi = await editing(stage, "lea"), await editing(stage, "devi")
    await devi.submit(**theirs).expect_closed()
    await lea.submit(**mine).expect("Devi Rao made version 2 while you edited")
    return lea


async def test_where_they_touch_different_fields_both_can_be_kept(stage, wire):
    lea = await overtaken(stage, {"$.amount": "60000", "reason_input": "Less"}, {"$.note": "Rent for May"})
    await lea.expect("Changed amount: 70000 → 60000").expect("Changed note: Rent → Rent for May").press("Keep both")
    await lea.expect_value("$.amount", "60000").expect_value("$.note", "Rent for May")
    await lea.submit().expect_closed()
    action = await stage.now(wire)
    assert action.version.payload == {**WIRE, "amount": 60_000, "note": "Rent for May"}
    assert action.version.number == 3
    assert [vote.reason for vote in action.votes if vote.reviewer.id == "U0LEA"] == ["Less"]


@pytest.mark.parametrize(("way", "amount"), [("Keep mine", "60000"), ("Take Devi Rao's", "50000")])
async def test_where_they_touch_the_same_field_one_of_them_is_chosen(stage, wire, way, amount):
    lea = await overtaken(stage, {"$.amount": "60000"}, {"$.amount": "50000"})
    await lea.expect("Both of you changed amount")
    assert "Keep both" not in json.dumps(lea.view)
    await lea.press(way).expect_value("$.amount", amount)
    await lea.submit(**{"$.note": "Rent, checked"}).expect_closed()
    assert (await stage.now(wire)).version.payload == {**WIRE, "amount": int(amount), "note": "Rent, checked"}


async def test_the_three_ways_are_about_the_version_that_is_shown(workspace, stage_database):
    three = WITH_ORDERS.replace('["@fraud"], approvals_required: 2', '["@fraud", U0SAM], approvals_required: 2')
    async with a_stage(workspace, stage_database, policy=three) as stage:
        action = await stage.propose("wire.send", WIRE)
        lea = await overtaken(stage, {"$.amount": "60000"}, {"$.note": "Rent for May"})
        await (await editing(stage, "sam")).submit(**{"$.to": "DE90"}).expect_closed()
        await lea.press("Keep both").expect("made version 3 while you edited").expect("Changed to: DE89 → DE90")
        await lea.press("Keep both").expect_value("$.to", "DE90").expect_value("$.amount", "60000")
        assert "Before: Rent" not in json.dumps(lea.view), "that is not her change"
        await lea.submit().expect_closed()
        after = {**WIRE, "amount": 60_000, "note": "Rent for May", "to": "DE90"}
        assert (await stage.now(action)).version.payload == after


async def test_what_somebody_made_of_a_hidden_value_is_seen_only_by_asking_again(workspace, stage_database):
    hiding = "wire.send: {risk: critical, tier: domain_expert, card: {redact: [iban], reveal: [U0LEA, U0DEV]}}"
    policy = WITH_ORDERS.replace("wire.send: {risk: critical, tier: domain_expert}", hiding)
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        action = await stage.propose("wire.send", {**WIRE, "iban": "first-iban"})
        lea, devi = await editing(stage, "lea"), await editing(stage, "devi")
        await lea.press("Reveal hidden values", **{"$.amount": "60000"}).expect_value("$.iban", "first-iban")
        await devi.press("Reveal hidden values").submit(**{"$.iban": "second-iban"}).expect_closed()
        before = leaves_of(await stage.store.actions.events(action.id))
        await lea.submit().expect("Devi Rao made version 2").expect("iban")
        assert "second-iban" not in json.dumps(lea.view)
        await lea.press("Take Devi Rao's").expect("Cards hide this value")
        assert "second-iban" not in json.dumps(lea.view)
        await lea.press("Reveal hidden values").expect_value("$.iban", "second-iban")
        assert len(leaves_of(await stage.store.actions.events(action.id))) == len(before) + 1


async def test_keep_mine_leaves_a_hidden_value_that_a_colleague_changed(workspace, stage_database):
    hiding = "wire.send: {risk: critical, tier: domain_expert, card: {redact: [iban], reveal: [U0DEV]}}"
    policy = WITH_ORDERS.replace("wire.send: {risk: critical, tier: domain_expert}", hiding)
    async with a_stage(workspace, stage_database, policy=policy) as stage:
        action = await stage.propose("wire.send", {**WIRE, "iban": "first-iban"})
        lea, devi = await editing(stage, "lea"), await editing(stage, "devi")
        await devi.press("Reveal hidden values").submit(**{"$.iban": "second", "$.amount": "50000"}).expect_closed()
        await lea.submit(**{"$.amount": "60000"}).press("Keep mine").submit().expect_closed()
        assert (await stage.now(action)).version.payload == {**WIRE, "iban": "second", "amount": 60_000}


async def test_an_edit_that_was_left_before_another_version_says_so_when_it_is_opened(stage, wire):
    lea = await editing(stage, "lea")
    await lea.press("Edit as text", **{"$.amount": "60000"})
    await stage.do("close", user="lea", view_id=lea.view["id"])
    await (await editing(stage, "devi")).submit(**{"$.note": "x"}).expect_closed()
    card = stage.channel(RISK).expect_card("DE89").click("Modify", as_="lea")
    await card.expect_window("made version 2 while you edited", of="lea").expect("70000 → 60000")


@pytest.mark.parametrize(
    ("what", "said"), [("time", "Nothing changed"), ("escalation", "handed to"), ("withdrawal", "Nothing changed")]
)
async def test_what_was_typed_is_offered_where_it_comes_too_late(stage, what, said):
    action = await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711").click("Modify", as_="sam")
    window = await card.expect_window("Submitting approves", of="sam")
    await happens(stage, action, what, card)
    await window.submit(**{"$.amount": "450", "reason_input": "Half of it"})
    await window.expect(said).expect("kept for an hour").press("Show what I had typed")
    await window.expect("Changed amount: 900 → 450").expect("Half of it").expect('"amount": 450')
    assert (await stage.now(action)).version.number == 1


async def test_a_halt_in_the_middle_stops_the_time_and_a_person_s_edit_still_counts(stage):
    """A halt lets nothing run without a person; here a person decides, however long they take."""
    action = await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711").click("Modify", as_="sam")
    window = await card.expect_window("Submitting approves", of="sam")
    await stage.do("command", user="lea", channel="#agent-approvals", text="/approvals halt all wrong prices")
    await stage.advance(minutes=50)
    await window.submit(**{"$.amount": "450"}).expect_closed()
    await card.expect("Approved with changes by Sam Okafor")
    assert (await stage.now(action)).decision.modified_payload["amount"] == 450


async def test_whoever_presses_modify_too_late_is_offered_what_they_had_typed(stage):
    action = await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    old = card.value(ids.MODIFY)
    window = await card.click("Modify", as_="sam").expect_window("Submitting approves", of="sam")
    await window.press("Edit as text", **{"$.amount": "450"})
    await stage.do("close", user="sam", view_id=window.view["id"])
    await happens(stage, action, "time", card)
    await card.click_old(ids.MODIFY, old, as_="sam")
    message = await stage.told("sam", "Timed out")
    told = {"channel": "#agent-approvals", "ts": message["ts"], "text": "Show what I had typed"}
    said = await stage.do("click", user="sam", **told)
    assert said["ok"], said
    (view,) = await stage.views("sam")
    assert "Changed amount: 900 → 450" in json.dumps(view, ensure_ascii=False)


async def test_after_an_hour_nothing_is_left(stage):
    action = await stage.propose("order.hold", {"n": 1})
    card = await stage.channel("#agent-approvals").expect_card("Hold order").click("Modify", as_="sam")
    window = await card.expect_window("Submitting approves", of="sam")
    await window.press("Edit as text", **{"$.n": "2"})
    stage.clock.at += timedelta(minutes=59)
    assert await drop_old_edits(stage.ports) == 0
    stage.clock.at += timedelta(minutes=2)
    assert await drop_old_edits(stage.ports) == 1
    assert await stage.store.edits.of(action.id, "U0SAM") is None
    await window.press("Back to the form")
    await stage.told("sam", "nobody changed it for an hour")


async def test_a_window_that_is_sent_in_after_an_hour_keeps_what_was_typed_in_it(stage):
    action = await stage.propose("order.hold", {"n": 1})
    card = stage.channel("#agent-approvals").expect_card("Hold order").click("Modify", as_="sam")
    window = await card.expect_window("Submitting approves", of="sam")
    stage.clock.at += timedelta(hours=2)
    await window.submit(**{"$.n": "2"}).expect("nobody changed it for an hour").expect_value("$.n", "2")
    assert (await stage.now(action)).version.number == 1


async def test_an_edit_survives_a_restart(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=WITH_ORDERS) as before:
        await before.propose()
        card = before.channel("#agent-approvals").expect_card("4711").click("Modify", as_="sam")
        window = await card.expect_window("Submitting approves", of="sam")
        await window.press("Edit as text", **{"$.amount": "450"})
    async with a_stage(workspace, stage_database, policy=WITH_ORDERS, clock=before.clock) as after:
        window.stage = after
        await window.press("Back to the form").expect_value("$.amount", "450")
        await window.submit().expect_closed()


async def happens(stage, action, what, card):
    """What comes between somebody and their edit."""
    if what == "time":
        await stage.advance(minutes=26)
    elif what == "escalation":
        await card.choose("Escalate to team lead", as_="sam")
    else:
        await withdraw_action(action.id, action.agent, None, stage.ports)
        await stage.settle()
