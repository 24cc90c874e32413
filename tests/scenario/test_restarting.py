"""The bot stops and starts again: what stands in Slack still works."""

from tests.scenario.stage import a_stage


async def test_buttons_of_before_still_decide(workspace, stage_database):
    async with a_stage(workspace, stage_database) as before:
        action = await before.propose()
    async with a_stage(workspace, stage_database, clock=before.clock) as after:
        card = after.channel("#agent-approvals").expect_card("4711")
        await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")
        assert (await after.now(action)).status == "approved"


async def test_what_fell_due_meanwhile_happens_once(workspace, stage_database):
    async with a_stage(workspace, stage_database) as before:
        action = await before.propose()
    async with a_stage(workspace, stage_database, clock=before.clock) as after:
        await after.advance(hours=1)
        await after.channel("#agent-approvals").expect_card("4711").expect("Timed out: nobody decided")
        assert (await after.now(action)).status == "timed_out"


async def test_a_post_in_flight_when_the_bot_died_is_not_doubled(workspace, stage_database):
    async with a_stage(workspace, stage_database) as before:
        await before.fault("chat.postMessage", status=500, after_effect=True)
        await before.propose()
    async with a_stage(workspace, stage_database, clock=before.clock) as after:
        await after.advance(minutes=2)
        await after.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by")
