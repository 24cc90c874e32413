"""What the policy hides is nowhere that a person looks: no card, thread, window, list, log or leaf."""

import json
import logging
import sys
import threading
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import structlog

from blocks.kit import ids
from bot.logs import configure_logging
from bot.rehearsal.export import recording_line
from oversight.action.action import Proposal
from oversight.action.refusal import Refusal
from oversight.policy.file.reading import read_policy
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.review.post_digest import post_digest
from tests.scenario.stage import AGENT, POLICY, a_stage

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
        window = card.expect_window("approves the action with your changes", of="sam").press("Edit as text")
        seen = json.loads(json.dumps(payload()).replace(f'"{HIDDEN[0]}"', '"[redacted]"'))
        seen["Auth"]["Token"] = "[redacted]"
        for entry in seen["payees"]:
            entry["IBAN"] = "[redacted]"
        await window.submit(**{"$": json.dumps(seen | {"order_id": "[redacted]"})})
        seen["payees"][0]["IBAN"] = HIDDEN[7]
        await window.submit(**{"$": json.dumps(seen | {"amount": 30})}).expect_closed()
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


STRICT = REDACTING.replace(
    "properties: {amount: {type: number, minimum: 0}}}",
    "properties: {amount: {type: number, minimum: 0}, auth: {type: object, properties: {token: {type: object, "
    "additionalProperties: false, properties: {a: {type: integer}}}}}}}",
).replace("[Card_Number, auth.TOKEN, iban]", "[Card_Number, auth.TOKEN, iban, deep.list.pin]")
MARK = "m4rker"
"""In every value, and in every key inside a value, that the policy hides."""
MARKED = {
    "order_id": "4711",
    "amount": 40,
    "card_number": f"{MARK}-1",
    "nested": [{"CARD_NUMBER": {f"{MARK}-2": [f"{MARK}-3"]}}, [{"card_Number": f"{MARK}-4"}]],
    "deep": {"list": [{"pin": f"{MARK}-5"}, {"PIN": None, "n": 1}]},
    "auth": {"token": {"a": 48151623}},
}
BESIDE: dict[str, Any] = {
    "context": {"iban": f"{MARK}-6", "auth": {"token": f"{MARK}-7"}, "n": [{"Iban": f"{MARK}-8"}]},
    "labels": {"IBAN": f"{MARK}-9"},
}
HIDES = (MARK, "48151623")


def sent_by(stage):
    """All that went to Slack, and what the bot answered there."""
    entries = stage.sandbox.traffic.after(0, 2_000)
    return [json.dumps(entry.request if entry.direction == "from_app" else entry.response) for entry in entries]


@pytest.fixture(params=["text", "json"])
def logged(request, monkeypatch):
    """Everything is logged, in one of the two formats, as the program would; what it wrote so far."""
    root, written = logging.getLogger(), StringIO()
    for owner, name in ((sys, "stderr"), (sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, written if name == "stderr" else getattr(owner, name))
    handlers, level = root.handlers[:], root.level
    configure_logging("debug", request.param)
    structlog.configure(cache_logger_on_first_use=False)
    yield written.getvalue
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_no_marked_value_is_in_any_sink_however_the_action_ends(workspace, stage_database, logged):
    async with a_stage(workspace, stage_database, policy=STRICT) as stage:
        channel, made = stage.channel("#agent-approvals"), []

        async def proposed(order):
            made.append(await stage.propose(payload=MARKED | {"order_id": order}, **BESIDE))
            return channel.expect_card(order)

        await stage.ports.review.begin_digests(stage.clock.now())
        stage.clock.at += timedelta(hours=1)
        await stage.propose("ticket.tag", {"ticket": 1, "iban": f"{MARK}-12"}, **BESIDE)
        # Refused at the door, and in the window: the words of a schema name no value and no hidden key.
        wrong = Proposal("refund.issue", "x", MARKED | {"auth": {"token": {f"{MARK}-13": f"{MARK}-14"}}})
        refused = await submit_action(Submission(wrong, AGENT), stage.ports)
        assert isinstance(refused, Refusal)
        assert refused.details
        assert not any(hidden in detail.problem for detail in refused.details for hidden in HIDES)
        card = await proposed("4711")
        window = card.click("Modify", as_="sam").expect_window("approves the action", of="sam").press("Edit as text")
        typed = {"order_id": "4711", "amount": 40, "auth": {"token": {"b": "typed-anew", "a": "x"}}}
        await window.submit(**{"$": json.dumps(typed)}).expect_error("what is hidden here does not fit")
        await closed(stage)
        for label in ("Details", "Reject"):
            card = card.click(label, as_="sam")
        await card.expect_window("Why do you reject it?", of="sam").submit(**{ids.REASON_INPUT: "too much"})
        await card.expect("Rejected by Sam Okafor")
        await closed(stage)
        await (await proposed("4712")).choose("Escalate to team lead", as_="sam")
        await stage.do("command", user="lea", channel="#agent-approvals", text="/approvals halt refund.* wrong prices")
        await proposed("4713")
        # A reload that no longer hides anything: what came in before stays hidden, in lists, too.
        pinned = stage.policies.policy
        stage.policies.policy = read_policy(STRICT.replace("[Card_Number, auth.TOKEN, iban, deep.list.pin]", "[]"))

        async def known(policy_hash):
            return {policy.hash: policy for policy in (pinned, stage.policies.policy)}.get(policy_hash)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(stage.policies), "pinned", lambda _self, policy_hash: known(policy_hash))
            for text in ("/approvals", "/approvals halts", "/approvals resume refund.*"):
                await stage.do("command", user="lea", channel="#agent-approvals", text=text)
            for user in ("sam", "lea"):
                await stage.do("home", user=user)
            await channel.expect_card("4713").click("Details", as_="sam")
            await closed(stage)
        stage.policies.policy = pinned
        await stage.advance(minutes=40)
        assert (await stage.now(made[-1])).status == "timed_out"
        await post_digest(stage.clock.now(), stage.ports)
        await stage.settle()
        leaves = [recorded.leaf.decode() for one in made for recorded in await stage.store.actions.events(one.id)]
        actions = [await stage.now(one) for one in made]
        lines = [recording_line(one, None, await card_hints(one, stage.policies)).decode() for one in actions]
        said = logged()
        assert "Responding with status" in said, "something was logged"
        sinks = [said, *leaves, *lines, *sent_by(stage)]
        assert len(sinks) > 50
        assert [text[:300] for text in sinks if any(hidden in text for hidden in HIDES)] == []
        assert MARK in json.dumps(actions[0].version.payload), "what would run has it"
