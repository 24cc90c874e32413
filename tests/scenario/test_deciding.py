"""What a reviewer's click does."""

import json

from blocks.kit import ids


def approvals(stage):
    return stage.channel("#agent-approvals")


def leads(stage):
    return stage.channel("#agent-approvals-leads")


def risk(stage):
    return stage.channel("#agent-approvals-risk")


async def test_one_click_approves_and_the_card_says_who(stage):
    action = await stage.propose("deploy.run", {"service": "api"})
    await (
        leads(stage)
        .expect_card("api")
        .expect("Waiting for team lead")
        .click("Approve", as_="lea")
        .expect("Approved by Lea Brandt")
        .expect_buttons("Details")
        .expect_reply("Approved by Lea Brandt")
    )
    assert (await stage.now(action)).status == "approved"


async def test_a_member_of_the_user_group_approves(stage):
    action = await stage.propose()
    await approvals(stage).expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam Okafor")
    assert (await stage.now(action)).decision.decided_by.id == "U0SAM"


async def test_rejecting_asks_why_and_the_card_says_why(stage):
    action = await stage.propose()
    card = approvals(stage).expect_card("4711").click("Reject", as_="sam")
    await (
        card.expect_window("Why do you reject it?", of="sam")
        .submit(**{ids.REASON_INPUT: "Wrong customer"})
        .expect_closed()
    )
    await card.expect("Rejected by Sam Okafor", "Wrong customer").expect_reply("Wrong customer")
    assert (await stage.now(action)).decision.reason == "Wrong customer"


async def test_a_reason_of_spaces_is_no_reason(stage):
    action = await stage.propose()
    card = approvals(stage).expect_card("4711").click("Reject", as_="sam")
    window = card.expect_window("Why do you reject it?", of="sam")
    await window.submit(**{ids.REASON_INPUT: "   "}).expect_error("Say why")
    assert (await stage.now(action)).status == "pending"


async def test_a_modified_payload_is_checked_like_the_original_and_then_approved(stage):
    action = await stage.propose()
    card = approvals(stage).expect_card("4711").click("Modify", as_="sam")
    window = card.expect_window("approves the action with your changes", of="sam")
    await window.submit(**{"$.amount": "12 apples"}).expect_error("Write a number")
    await window.submit(**{"$.amount": "-5"}).expect_error("minimum")
    await window.submit(**{"$.amount": "9000"}).expect_error("within_policy")
    await window.submit(**{"$.amount": "900"}).expect_error("Nothing was changed")
    assert (await stage.now(action)).version.number == 1
    await window.submit(**{"$.amount": "450"}).expect_closed()
    await card.expect("Approved with changes by Sam Okafor", "450").expect_reply("Approved with changes by Sam Okafor")
    decided = await stage.now(action)
    assert decided.status == "modified"
    assert decided.decision.modified_payload == {"order_id": "4711", "amount": 450}


async def test_a_payload_that_is_edited_as_text_is_read_strictly(stage):
    action = await stage.propose()
    card = approvals(stage).expect_card("4711").click("Modify", as_="sam")
    window = card.expect_window("approves the action with your changes", of="sam").press("Edit as text")
    await window.submit(**{"$": '{"order_id": "4711", "amount": 12'}).expect_error("not JSON that can run. Expecting")
    twins = '{"order_id": "4711", "amount": 10, "amount": 10000}'
    await window.submit(**{"$": twins}).expect_error("appears twice")
    await window.submit(**{"$": '{"order_id": "4711", "amount": -5}'}).expect_error("minimum")
    assert (await stage.now(action)).version.number == 1
    await window.submit(**{"$": '{"order_id": "4711", "amount": 450}'}).expect_closed()
    assert (await stage.now(action)).decision.modified_payload == {"order_id": "4711", "amount": 450}


async def test_a_hidden_value_stays_with_its_own_or_the_edit_is_refused(stage):
    cards = [{"card_number": "1111", "n": "a"}, {"card_number": "2222", "n": "b"}]
    action = await stage.propose(payload={"order_id": "4711", "amount": 5, "cards": cards})
    card = approvals(stage).expect_card("4711").click("Modify", as_="sam")
    window = card.expect_window("approves the action with your changes", of="sam").press("Edit as text")
    seen = [{"card_number": "[redacted]", "n": n} for n in "ab"]
    unclear = {"order_id": "4711", "amount": 5, "cards": [{**seen[0], "n": "c"}, seen[1]]}
    await window.submit(**{"$": json.dumps(unclear)}).expect_error("cannot be told whose hidden value")
    kept = json.dumps({"order_id": "4711", "amount": 5, "cards": seen[1:]})
    await window.submit(**{"$": kept.replace('"', "”")}).expect_closed()
    told = await card.expect("Approved with changes by Sam Okafor", "Removed cards[0]")
    assert "2222" not in json.dumps(told.message)
    assert (await stage.now(action)).decision.modified_payload["cards"] == cards[1:]


async def test_escalating_asks_the_next_tier_and_the_old_card_says_so(stage):
    action = await stage.propose()
    below = approvals(stage).expect_card("4711").choose("Escalate to team lead", as_="sam")
    await below.expect("Escalated to team lead").expect_buttons("Details").expect_reply("Escalated to team lead")
    await leads(stage).expect_card("4711").click("Approve", as_="lea").expect("Approved by Lea Brandt")
    await below.expect("Approved by Lea Brandt")
    assert (await stage.now(action)).tier == "team_lead"


async def test_two_people_must_approve_where_two_are_required(stage):
    action = await stage.propose("wire.send", {"to": "DE89", "amount": 70000})
    card = risk(stage).expect_card("DE89").expect("0 of 2 approvals")
    await card.click("Approve", as_="devi").expect("1 of 2 approvals", "Devi Rao").expect_reply("1 of 2 approvals")
    assert (await stage.now(action)).status == "pending"
    both = "Approved by Devi Rao and Lea Brandt"
    await card.click("Approve", as_="lea").expect(both).expect_reply(both)
    assert {vote.reviewer.name for vote in (await stage.now(action)).votes} == {"Devi Rao", "Lea Brandt"}


async def test_an_edit_starts_the_count_of_approvals_anew(stage):
    await stage.propose("wire.send", {"to": "DE89", "amount": 70000})
    card = risk(stage).expect_card("DE89").click("Approve", as_="devi").click("Modify", as_="lea")
    window = card.expect_window("Others have to approve", of="lea")
    await window.submit(**{"$.amount": "7000"}).expect_closed()
    await card.expect("1 of 2 approvals", "7000").click("Approve", as_="devi").expect("Approved with changes")


async def test_details_are_read_page_by_page(stage):
    payload = {"order_id": "4711", "amount": 900, **{f"line_{n:03}": "x" * 200 for n in range(60)}}
    await stage.propose(payload=payload)
    card = approvals(stage).expect_card("4711").click("Details", as_="sam")
    window = card.expect_window("page 1 of", of="sam")
    await window.press("Next").expect("page 2 of").press("Previous").expect("page 1 of")


async def test_pages_opened_before_an_update_do_not_turn(stage):
    await stage.propose(payload={"order_id": "4711", "amount": 900, **{f"line_{n:03}": "x" * 200 for n in range(60)}})
    window = approvals(stage).expect_card("4711").click("Details", as_="sam").expect_window("page 1 of", of="sam")
    await window
    view = stage.sandbox.world.open_view(window.view["id"])
    state = json.loads(view.content["private_metadata"])
    view.content["private_metadata"] = f"{state['token']}:{state['version']}:{state['channel']}"
    await window.press("Next").expect("This window is from an earlier version")


async def test_the_message_s_menu_explains_a_decision(stage):
    await stage.propose()
    card = await approvals(stage).expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam Okafor")
    where = {"channel": "#agent-approvals", "ts": card.ts}
    assert (await stage.do("shortcut", user="oliver", callback_id=ids.EXPLAIN_SHORTCUT, **where))["ok"]
    await card.expect_window("Approved by Sam Okafor", of="oliver")


async def test_the_message_s_menu_says_so_where_there_is_nothing_to_explain(stage):
    said = await stage.do("say", user="sam", channel="#agent-approvals", text="Good morning")
    where = {"channel": "#agent-approvals", "ts": said["message"]["ts"]}
    assert (await stage.do("shortcut", user="sam", callback_id=ids.EXPLAIN_SHORTCUT, **where))["ok"]
    await stage.told("sam", "This message is not a card")
