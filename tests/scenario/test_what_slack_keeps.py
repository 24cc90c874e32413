"""What stays behind in Slack where everybody, or every app, can read it."""


async def test_what_a_message_carries_unseen_is_an_id_and_nothing_else(stage):
    action = await stage.propose(payload={"order_id": "4711", "amount": 90, "iban": "DE89"})
    card = stage.channel("#agent-approvals").expect_card("4711")
    await stage.advance(minutes=5)
    await card.click("Approve", as_="sam").expect("Approved by Sam Okafor")
    messages = [message for channel in stage.sandbox.world.channels.values() for message in channel.messages.values()]
    carried = [message.metadata for message in messages]
    assert len(carried) >= 3, "the card, a reminder and the vote"
    for metadata in carried:
        assert set(metadata) == {"event_type", "event_payload"}
        assert set(metadata["event_payload"]) == {"ref"}
        name = metadata["event_payload"]["ref"].partition(":")[2].partition(".")[0]
        assert name == action.id
