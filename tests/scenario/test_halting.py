"""The kill switch, as people in Slack press and release it."""

from datetime import timedelta

from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage

LEADS, MEMBERS = "#agent-approvals-leads", "#agent-approvals"
MAY_HALT = 'halt: {may: [U0SAM], channel: "#agent-approvals-leads"}\n'


async def say(stage, text, *, as_):
    said = await stage.do("command", user=as_, channel=LEADS, text=f"/approvals {text}")
    await stage.settle()
    return words_in(said["message"])


async def test_a_halt_sends_to_people_what_would_have_run(stage):
    released = await stage.propose("ticket.tag", {"tag": "spring"})
    assert released.status == "approved"
    told = await say(stage, "halt all the prices are wrong", as_="lea")
    assert "🛑 Halted: everything" in told
    waiting = await stage.propose("ticket.tag", {"tag": "spring"})
    assert waiting.status == "pending"
    card = stage.channel(MEMBERS).expect_card("spring")
    await card.expect("Halted by", "the prices are wrong", "its deadline stands still").click("Approve", as_="sam")
    assert (await stage.now(waiting)).status == "approved"
    assert "▶️ Resumed: everything" in await say(stage, "resume", as_="lea")
    again = await stage.propose("ticket.tag", {"tag": "spring"})
    assert again.status == "approved"


async def test_a_misspelt_switch_never_looks_as_if_it_were_pressed(stage):
    for said in ("haltt all", "stop", "halt:all"):
        told = await say(stage, said, as_="lea")
        assert told.startswith("⚠️ Not understood, and nothing was done.")
        assert "/approvals halt" in told
    assert "Nothing waits" in await say(stage, "", as_="lea")


async def test_it_is_announced_where_reviewers_are_and_so_is_its_end(stage):
    await say(stage, "halt ticket.* spam < & >", as_="lea")
    for channel in (MEMBERS, LEADS, "#agent-approvals-risk"):
        message = stage.channel(channel).expect_card("🛑 Halted: ticket.*")
        await message.expect("Nothing in its reach", "/approvals resume type:ticket.*")
        assert "spam < & >" in words_in(message.message)
    await say(stage, "resume ticket.*", as_="lea")
    for channel in (MEMBERS, LEADS):
        await stage.channel(channel).expect_card("⏹️ Was halted: ticket.*")
        await stage.channel(channel).expect_card("▶️ Resumed: ticket.*")


async def test_time_stands_still_and_goes_on_where_it_stood(stage):
    action = await stage.propose()
    card = stage.channel(MEMBERS).expect_card("4711").expect("Waiting for team member")
    await card
    await stage.advance(minutes=4)
    await say(stage, "halt", as_="lea")
    await stage.advance(minutes=90)
    await card.expect("its deadline stands still")
    assert await card.replies() == []
    await say(stage, "resume", as_="lea")
    await stage.advance(seconds=59)
    assert await card.replies() == []
    await stage.advance(seconds=1)
    await card.expect_reply("Still waiting for team member")
    assert (await stage.now(action)).deadline_at == action.deadline_at + timedelta(minutes=90)


async def test_only_the_entitled_press_it(stage):
    assert "Not allowed" in await say(stage, "halt all", as_="sam")
    assert "Nothing is halted" in await say(stage, "halts", as_="sam")
    assert (await stage.propose("ticket.tag", {"tag": "spring"})).status == "approved"
    await say(stage, "halt all", as_="lea")
    assert "Not allowed" in await say(stage, "resume", as_="sam")
    assert "🛑 1 halt stands" in await say(stage, "halts", as_="sam")


async def test_the_policy_names_who_may_and_where_it_is_told(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=POLICY + MAY_HALT) as stage:
        assert "Not allowed" in await say(stage, "halt", as_="lea")
        assert "Announced in #agent-approvals-leads" in await say(stage, "halt", as_="sam")
        await stage.channel(LEADS).expect_card("🛑 Halted: everything")
        await stage.channel(MEMBERS).expect_nothing()


async def test_pressing_it_twice_is_one_halt(stage):
    await say(stage, "halt", as_="lea")
    assert "Already halted: everything" in await say(stage, "halt all again", as_="lea")
    await stage.channel(LEADS).expect_card("🛑 Halted: everything")


async def test_a_slip_of_the_finger_halts_nothing_and_says_so(stage):
    told = await say(stage, "halt refnd.issue", as_="lea")
    assert "No agent and no action type is called “refnd.issue”" in told
    assert "refund.issue" in told


async def test_the_home_tab_shows_what_is_halted(stage):
    await say(stage, "halt ticket.tag spam", as_="lea")
    await stage.do("home", user="sam")
    view = await stage.until(lambda: stage.sandbox.world.homes.get("U0SAM"))
    shown = words_in(view.as_json())
    assert "🛑 1 halt stands" in shown
    assert "ticket.tag" in shown
    assert "spam" in shown


async def test_it_survives_a_restart(workspace, stage_database):
    async with a_stage(workspace, stage_database) as stage:
        await say(stage, "halt", as_="lea")
    async with a_stage(workspace, stage_database) as stage:
        assert (await stage.propose("ticket.tag", {"tag": "spring"})).status == "pending"
