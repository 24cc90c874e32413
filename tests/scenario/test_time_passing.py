"""What time does to a card, moved by hand."""


async def test_silence_reminds_then_climbs_then_ends(stage):
    action = await stage.propose()
    below = stage.channel("#agent-approvals").expect_card("4711")
    await stage.advance(minutes=5)
    await below.expect("Waiting for team member").expect_reply("Still waiting for team member")
    await stage.advance(minutes=5)
    await below.expect("Escalated to team lead").expect_buttons("Details")
    above = stage.channel("#agent-approvals-leads").expect_card("4711").expect("Waiting for team lead")
    await above
    await stage.advance(minutes=10)
    top = stage.channel("#agent-approvals-risk").expect_card("4711").expect("Waiting for domain expert")
    await top
    await stage.advance(minutes=5)
    for card in (below, above, top):
        await card.expect("Timed out: nobody decided", "not a person's decision").expect_buttons("Details")
    ended = await stage.now(action)
    assert ended.status == "timed_out"
    assert ended.decision.decided_by.kind == "timeout"


async def test_nothing_is_said_twice_when_time_is_looked_at_again(stage):
    await stage.propose()
    card = await stage.channel("#agent-approvals").expect_card("4711")
    await stage.advance(minutes=5)
    await stage.advance(seconds=1)
    assert len(await card.replies()) == 1
