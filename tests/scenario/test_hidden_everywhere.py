"""What the policy hides is nowhere that a person looks: no card, thread, window, list, log or leaf."""

import json
from datetime import timedelta

from blocks.kit import ids
from oversight.usecases.review.post_digest import post_digest
from tests.scenario.stage import POLICY, a_stage

REDACTING = (
    POLICY.replace("redact: [card_number]", "redact: [Card_Number, auth.TOKEN, iban]").replace(
        "{risk: low, reversible: true}", "{risk: low, reversible: true, card: {redact: [iban]}}"
    )
    + "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 1.0}\n"
)
HIDDEN = tuple(f"s3cret-{number}" for number in range(9))


def payload(order="4711"):
    return {
        "order_id": order,
        "amount": 40,
        "CARD_NUMBER": HIDDEN[0],
        "Auth": {"Token": {HIDDEN[1]: [HIDDEN[2]]}, "n": 1},
        "payees": [{"IBAN": HIDDEN[3], "name": "Al"}, {"IBAN": HIDDEN[4], "name": "Bo"}],
    }


async def closed(stage):
    """Sam has no window open any more."""
    while views := await stage.views("sam"):
        await stage.do("close", user="sam", view_id=views[-1]["id"])


async def test_no_hidden_value_shows_anywhere_on_the_way_of_an_action(workspace, stage_database, capfd):
    async with a_stage(workspace, stage_database, policy=REDACTING) as stage:
        await stage.ports.review.begin_digests(stage.clock.now())
        stage.clock.at += timedelta(hours=1)
        await stage.propose("ticket.tag", {"iban": HIDDEN[8], "ticket": 1})
        action = await stage.propose(payload=payload(), context={"iban": HIDDEN[5], "also": {"IBAN": HIDDEN[6]}})
        await stage.propose(payload=payload("4712"))
        channel = stage.channel("#agent-approvals")
        for label in ("Details", "Reject", "Modify"):
            await channel.expect_card("4711").click(label, as_="sam")
            await closed(stage)
        await channel.expect_card("4712").choose("Hand over to a colleague…", as_="sam")
        await closed(stage)
        await channel.expect_card("4712").choose("Escalate to team lead", as_="sam")
        card = channel.expect_card("4711").click("Modify", as_="sam")
        window = card.expect_window("approves the action with your changes", of="sam")
        seen = json.loads(json.dumps(payload()).replace(f'"{HIDDEN[0]}"', '"[redacted]"'))
        seen["Auth"]["Token"] = "[redacted]"
        for entry in seen["payees"]:
            entry["IBAN"] = "[redacted]"
        await window.submit(**{ids.PAYLOAD_INPUT: json.dumps(seen | {"order_id": "[redacted]"})})
        seen["payees"][0]["IBAN"] = HIDDEN[7]
        await window.submit(**{ids.PAYLOAD_INPUT: json.dumps(seen | {"amount": 30})}).expect_closed()
        await card.click("Details", as_="sam")
        await closed(stage)
        await stage.propose(payload=payload("4713"))
        third = channel.expect_card("4713").click("Approve", as_="sam").click("Allow similar…", as_="sam")
        similar = third.expect_window("Allow similar actions", of="sam")
        await similar.submit(**{ids.TEXTS_INPUT: ["order_id"]}).expect("Allow this?").submit().expect_closed()
        assert (await stage.propose(payload=payload("4714"))).status == "approved"
        for text in ("/approvals", "/approvals standing"):
            await stage.do("command", user="sam", channel="#agent-approvals", text=text)
        await stage.do("home", user="sam")
        await stage.advance(minutes=30)
        await post_digest(stage.clock.now(), stage.ports)
        await stage.settle()
        sent = [
            json.dumps(entry.request if entry.direction == "from_app" else entry.response)
            for entry in stage.sandbox.traffic.after(0, 500)
        ]
        leaves = [recorded.leaf.decode() for recorded in await stage.store.actions.events(action.id)]
        said = "".join(capfd.readouterr())
        assert len(sent) > 20
        assert len(leaves) > 1
        assert [text[:200] for text in (said, *leaves, *sent) if any(hidden in text for hidden in HIDDEN)] == []
        assert HIDDEN[0] in json.dumps((await stage.now(action)).version.payload), "what runs has it"
