"""Who is asked, and when: handing on, more time, stages, repeats, what is held, and where nobody is there."""

import pytest

from blocks.kit import ids
from tests.scenario.stage import a_stage

POLICY = """
version: 1
tiers:
  team_member:
    channel: "#agent-approvals"
    reviewers: ["@support"]
    fallback_reviewers: [U0DEV]
    fallback_after: 3m
    remind_after: 5m
    remind_every: 10m
    escalate_after: 60m
  team_lead:
    {channel: "#agent-approvals-leads", reviewers: [U0LEA, U0MINA], approvals_required: 2, on_disagreement: escalate}
  executive: {channel: "#agent-approvals-exec", reviewers: [U0MINA], escalate_after: 20m}
stages:
  security: {channel: "#agent-approvals-risk", reviewers: ["@fraud"]}
  legal: {channel: "#agent-digest", reviewers: [U0MINA]}
defaults: {review_timeout: 25m, extension: {by: 15m, at_most: 20m}}
action_types:
  refund.issue: {risk: high, card: {headline: [amount, order_id]}}
  mail.send: {risk: high, on_timeout: hold}
  deploy.run: {risk: high, tier: team_lead}
  wire.send: {risk: high, tier: executive, repeat_ladder: 1, review_timeout: 3h}
  contract.sign: {risk: high, stages: [security, legal]}
"""
NOBODY_AT_THE_TOP = """
version: 1
tiers:
  team_member: {channel: "#agent-approvals", reviewers: ["@support"]}
  team_lead: {channel: "#agent-approvals-leads", reviewers: ["@fraud"], approvals_required: 2}
defaults: {review_timeout: 25m}
action_types: {refund.issue: {risk: high}, mail.send: {risk: high, on_timeout: hold}}
"""
HAND_OVER = "Hand over to a colleague…"
ESCALATE = "Escalate to team lead"
MORE = "Give it 15 minutes more"


@pytest.fixture
async def stage(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=POLICY) as stage:
        yield stage


def support(stage, words="4711"):
    return stage.channel("#agent-approvals").expect_card(words)


def leads(stage, words="4711"):
    return stage.channel("#agent-approvals-leads").expect_card(words)


async def hand_over(card, to, *, as_, **more):
    """The window for handing over, sent in."""
    window = card.choose(HAND_OVER, as_=as_).expect_window("To whom?", of=as_)
    return await window.submit(**{ids.COLLEAGUE_INPUT: to}, **more)


async def test_more_time_is_given_until_the_policy_s_end_of_it(stage):
    action = await stage.propose()
    card = support(stage).expect_choices(HAND_OVER, MORE, ESCALATE).choose(MORE, as_="sam")
    await card.expect("(15 minutes more, given by Sam Okafor)", "2 Mar 2026 09:40 UTC")
    await card.expect_reply("⏰ More time: Sam Okafor gave it 15 minutes more. It now expires ")
    await card.expect_choices(HAND_OVER, "Give it 5 minutes more", ESCALATE).choose("Give it 5 minutes more", as_="sam")
    await card.expect("(20 minutes more, given by Sam Okafor)").expect_choices(HAND_OVER, ESCALATE)
    await stage.advance(minutes=44)
    assert (await stage.now(action)).status == "pending"
    await stage.advance(minutes=1)
    await card.expect("Timed out: nobody decided")


async def test_an_old_card_s_menu_still_gets_an_answer_in_words(stage):
    await stage.propose()
    card = await support(stage)
    old = card.choices()[MORE]
    await card.choose(MORE, as_="sam").choose("Give it 5 minutes more", as_="sam")
    await card.click_old(ids.CARD_MENU, old, as_="sam", kind="overflow").expect_told(
        "sam", "which is all that the policy allows"
    )
    unheard_of = f"unheard_of|{card.value(ids.APPROVE)}"
    await card.click_old(ids.CARD_MENU, unheard_of, as_="sam", kind="overflow").expect_told(
        "sam", "This button is from an earlier version"
    )


async def test_the_escalate_button_of_an_old_card_still_escalates(stage):
    await stage.propose()
    card = await support(stage)
    await card.click_old(ids.ESCALATE_RETIRED, card.value(ids.APPROVE), as_="sam").expect("Escalated to team lead")
    await leads(stage).expect("Waiting for team lead")


async def test_a_card_is_handed_to_a_colleague_who_is_rung_and_may_answer(stage):
    await stage.propose()
    card = support(stage)
    await hand_over(card, "U0LEA", as_="sam", **{ids.NOTE_INPUT: "You know the customer."})
    await card.expect_reply("👉 Handed to <@U0LEA> by Sam Okafor").expect_reply("You know the customer.")
    assert "👉 Handed to <@U0LEA> by Sam Okafor" in (await card.expect("Waiting for team member")).message["text"]
    await card.click("Approve", as_="lea").expect("Approved by Lea Brandt")


async def test_handing_over_gives_nobody_a_right_that_the_policy_does_not(stage):
    await stage.propose("deploy.run", {"service": "api"})
    card = leads(stage, "api")
    for person, words in (
        ("U0DEV", "The policy names Devi Rao neither here nor on a higher tier"),
        ("U0LEA", "You may answer it yourself"),
        ("U0OLI", "Oliver Quist answers for this request"),
        ("U0BOT", "Only full, active members"),
    ):
        window = await hand_over(card, person, as_="lea")
        await window.expect_error(words)
    await stage.do("users", user="U0MINA", is_restricted=True)
    await (await hand_over(card, "U0MINA", as_="lea")).expect_error("Only full, active members")


async def test_silence_asks_the_fallback_and_reminds_again_and_again_but_not_for_ever(stage):
    await stage.propose("mail.send", {"to": "a@example.org"})
    card = support(stage, "a@example.org")
    await card.click("Approve", as_="devi").expect_told("devi", "Only @support (team member)")
    await stage.advance(minutes=3)
    await card.expect_reply("🔔 No decision within 3 minutes: these are asked, too.").expect_reply("<@U0DEV>")
    await card.expect("🔔 Asked, too: ")
    for minutes in (2, 10, 10, 10):
        await stage.advance(minutes=minutes)
    reminders = [reply for reply in await card.replies() if "🔔 Still waiting" in reply]
    assert len(reminders) == 3
    await card.click("Approve", as_="devi").expect("Approved by Devi Rao")


async def test_what_is_held_says_that_nothing_ends_it_but_a_person(stage):
    action = await stage.propose("mail.send", {"to": "a@example.org"})
    card = support(stage, "a@example.org")
    await stage.advance(minutes=25)
    await card.expect("Held, waiting for team member", "no deadline any more, nothing ends it but a person")
    await card.expect_reply("⏸️ Held: nothing ends it but a person. Nobody decided within 25 minutes.")
    assert (await stage.now(action)).is_held
    said = await stage.do("command", user="sam", channel="#agent-approvals", text="/approvals")
    assert said["ok"]
    await stage.told("sam", "nothing ends it but a person")
    await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")


async def test_people_who_disagree_ask_the_next_tier(stage):
    action = await stage.propose("deploy.run", {"service": "api"})
    card = leads(stage, "api").click("Approve", as_="lea").click("Reject", as_="mina")
    await card.expect_window("Why do you reject it?", of="mina").submit(**{ids.REASON_INPUT: "Freeze"}).expect_closed()
    await card.expect("Escalated to executive")
    await card.expect_reply("⬆️ Reviewers disagree, so it is for executive to decide")
    await stage.channel("#agent-approvals-exec").expect_card("api").expect("Waiting for executive")
    assert (await stage.now(action)).status == "pending"


async def test_the_ladder_begins_again_and_says_so_where_it_does(stage):
    await stage.propose("wire.send", {"to": "DE89"})
    top = stage.channel("#agent-approvals-exec").expect_card("DE89")
    await stage.advance(minutes=20)
    await top.expect("Waiting for executive · round 2 of 2")
    await top.expect_reply("🔁 Asked again, round 2 of 2: Nobody answered within 20 minutes").expect_reply("<@U0MINA>")
    await top.click("Approve", as_="mina").expect("Approved by Mina")


async def test_stages_say_yes_one_after_the_other_each_by_people_of_its_own(stage):
    action = await stage.propose("contract.sign", {"with": "ACME"})
    security = stage.channel("#agent-approvals-risk").expect_card("ACME")
    await security.expect("Waiting for security · stage 1 of 2", "security decides now → then legal")
    await stage.channel("#agent-digest").expect_nothing()
    await security.click("Approve", as_="devi")
    await security.expect("✅ Security said yes (Devi Rao), now with legal in #agent-digest").expect_buttons("Details")
    await security.expect_reply("✅ Security said yes (Devi Rao), legal is asked now")
    legal = stage.channel("#agent-digest").expect_card("ACME")
    await legal.expect("Waiting for legal · stage 2 of 2", "security said yes (Devi Rao) → legal decides now")
    await legal.click("Approve", as_="mina").expect("Approved by Devi Rao and Mina Kovač")
    await security.expect("Approved by Devi Rao and Mina Kovač")
    assert (await stage.now(action)).status == "approved"


async def test_an_edit_in_a_later_stage_asks_them_all_again_on_the_cards_they_have(stage):
    await stage.propose("contract.sign", {"with": "ACME"})
    security = stage.channel("#agent-approvals-risk").expect_card("ACME").click("Approve", as_="devi")
    await security
    legal = stage.channel("#agent-digest").expect_card("ACME").click("Modify", as_="mina")
    await legal.expect_window("Modify and approve", of="mina").submit(**{"$.with": "ACME Ltd"})
    await legal.expect("↩️ Asked again from security in #agent-approvals-risk")
    await legal.expect_reply("all stages are asked again about it")
    await security.expect("Waiting for security · stage 1 of 2", "ACME Ltd")
    await security.expect_reply("✏️ Edited by Mina Kovač in the stage legal: look at the new version, and answer again")
    await security.click("Approve", as_="devi")
    await legal.expect("Waiting for legal").click("Approve", as_="mina")
    await legal.expect("Approved with changes by Devi Rao and Mina Kovač")


@pytest.fixture
async def deserted(workspace, stage_database):
    """A bot in a workspace in which nobody is in the group that is asked first."""
    async with a_stage(workspace, stage_database, policy=NOBODY_AT_THE_TOP) as stage:
        await stage.do("usergroups", usergroup="S0SUPPORT", users=[])
        yield stage


async def test_a_group_without_members_is_passed_over(deserted):
    action = await deserted.propose()
    await deserted.channel("#agent-approvals").expect_nothing()
    await leads(deserted).expect("Waiting for team lead")
    assert (await deserted.now(action)).tier == "team_lead"


async def test_where_a_group_has_no_members_those_are_asked_whom_the_tier_falls_back_on(stage):
    await stage.do("usergroups", usergroup="S0SUPPORT", users=[])
    action = await stage.propose()
    card = support(stage)
    await card.expect("Waiting for team member").expect_reply(
        "Slack finds nobody behind @support: these are asked, too."
    )
    await card.expect_reply("<@U0DEV>").click("Approve", as_="devi")
    assert (await stage.now(action)).status == "approved"


async def test_where_too_few_are_in_the_last_group_too_it_is_rejected_with_the_reason(deserted):
    await deserted.do("usergroups", usergroup="S0FRAUD", users=["U0LEA"])
    rejected = await deserted.now(await deserted.propose())
    assert (rejected.status, rejected.decision.rule) == ("rejected", "nobody_there")
    assert "Slack finds only 1 of 2 people behind @fraud" in rejected.decision.reason
    assert (await deserted.store.outbox.counts()).waiting == 0


async def test_what_is_held_has_its_card_for_whoever_joins_the_group(deserted):
    await deserted.do("usergroups", usergroup="S0FRAUD", users=[])
    action = await deserted.propose("mail.send", {"to": "a@example.org"})
    assert (await deserted.now(action)).is_held
    await leads(deserted, "a@example.org").expect("Held, waiting for team lead")


async def test_that_slack_does_not_say_who_is_in_a_group_is_not_nobody(stage):
    await stage.fault("usergroups.list", error="internal_error", times=2)
    action = await stage.propose()
    await support(stage).expect("Waiting for team member")
    assert (await stage.now(action)).tier == "team_member"
