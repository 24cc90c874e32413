"""Where the policy says so, channels never show what an action holds: only its reviewers do, under Details."""

import json
from datetime import timedelta

import pytest

from blocks.kit import ids
from oversight.action.decision import Outcome
from oversight.action.status import OutcomeKind
from oversight.ports.world import DirectoryUnavailable
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.review.post_digest import post_digest
from sandbox.message import words_in
from tests.scenario.stage import AGENT, POLICY, a_stage
from tests.scenario.test_samples import choose

SECRET = "plain-sight"
QUIET = (
    POLICY.replace("redact: [card_number]", "redact: [card_number], summary_only: true").replace(
        "{risk: low, reversible: true}", "{risk: low, reversible: true, card: {headline: [tag], summary_only: true}}"
    )
    + "standing_approvals: {for_at_most: 7d, uses_at_most: 50, sample_rate: 1.0}\n"
)
PAYLOAD = {"order_id": f"{SECRET}-1", "amount": 40, "to": f"{SECRET}@example.org", f"{SECRET}-key": [f"{SECRET}-2"]}
WORDS = {"description": f"Refund {SECRET}-3", "reasoning": f"because {SECRET}-4", "labels": {"a": f"{SECRET}-5"}}


@pytest.fixture
async def quiet(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=QUIET) as stage:
        yield stage


def posted(stage):
    """Everything that the bot sent which others than the person who acted can read."""
    calls = [entry for entry in stage.sandbox.traffic.after(0, 2_000) if entry.direction == "from_app"]
    windows = ("views.open", "views.push", "views.update")
    return [
        json.dumps(call.request)
        for call in calls
        if not any(name in json.dumps(call.as_json())[:400] for name in windows)
    ]


async def closed(stage, user):
    while views := await stage.views(user):
        await stage.do("close", user=user, view_id=views[-1]["id"])


async def test_no_channel_list_or_digest_shows_anything_of_the_payload(quiet):
    stage = quiet
    await stage.ports.review.begin_digests(stage.clock.now())
    stage.clock.at += timedelta(hours=1)
    await stage.propose("ticket.tag", {"tag": f"{SECRET}-6"}, **WORDS)
    channel = stage.channel("#agent-approvals")
    action = await stage.propose(payload=PAYLOAD, **WORDS)
    card = channel.expect_card("Issue refund")
    await card.expect("The arguments are not shown here")
    assert SECRET not in words_in(card.message)
    await card.click("Reject", as_="sam")
    await card.expect_window("Why do you reject it?", of="sam").submit(**{ids.REASON_INPUT: f"no {SECRET}-7"})
    await card.expect("Rejected by Sam Okafor", "What they wrote is under Details")
    await card.expect_reply("What they wrote is under Details")
    second = await stage.propose(payload=PAYLOAD | {"amount": 41}, **WORDS)
    card = channel.expect_card("Waiting for team member")
    window = card.click("Modify", as_="sam").expect_window(SECRET, of="sam")
    await window.submit(**{"$.order_id": f"{SECRET}-8", ids.REASON_INPUT: f"{SECRET}-9"}).expect_closed()
    await card.expect("What changed is under Details")
    said = Outcome(OutcomeKind.FAILED, stage.clock.now(), f"could not pay {SECRET}-10")
    await report_outcome(second.id, AGENT, said, stage.ports)
    await stage.settle()
    third = await stage.propose(payload=PAYLOAD | {"amount": 42}, **WORDS)
    card = channel.expect_card("Waiting for team member")
    await card.choose("Hand over to a colleague…", as_="sam")
    hand = card.expect_window("To whom?", of="sam")
    await hand.submit(**{ids.COLLEAGUE_INPUT: "U0LEA", ids.NOTE_INPUT: f"look at {SECRET}-11"})
    for text in ("/approvals", "/approvals standing", "/approvals halt refund.* prices are wrong"):
        await stage.do("command", user="lea", channel="#agent-approvals", text=text)
    await stage.do("home", user="sam")
    await stage.advance(minutes=12)
    await stage.do("command", user="lea", channel="#agent-approvals", text="/approvals resume refund.*")
    await stage.advance(minutes=30)
    assert (await stage.now(third)).status == "timed_out"
    fourth = await stage.propose(payload=PAYLOAD | {"amount": 43}, **WORDS)
    card = channel.expect_card("Waiting for team member").click("Approve", as_="sam")
    similar = card.click("Allow similar…", as_="sam").expect_window("Allow similar actions", of="sam")
    bounds = {ids.BOUND_INPUT: "48151623"}
    await similar.submit(**bounds).expect("Allow this?").submit().expect_closed()
    for text in ("/approvals", "/approvals standing"):
        await stage.do("command", user="sam", channel="#agent-approvals", text=text)
    await stage.do("home", user="sam")
    await post_digest(stage.clock.now(), stage.ports)
    await stage.settle()
    sent = posted(stage)
    assert len(sent) > 30
    assert [text[:300] for text in sent if SECRET in text or "48151623" in text] == []
    for one in (action, second, third, fourth):
        assert SECRET in json.dumps((await stage.now(one)).version.payload), "what runs has it"


async def test_details_show_the_arguments_to_its_reviewers_and_to_nobody_else(quiet):
    await quiet.propose(payload=PAYLOAD, **WORDS)
    card = quiet.channel("#agent-approvals").expect_card("Issue refund")
    await card.click("Details", as_="sam")
    assert f"{SECRET}-2" in words_in((await quiet.views("sam"))[-1])
    await closed(quiet, "sam")
    await card.click("Reject", as_="sam")
    await card.expect_window("Why do you reject it?", of="sam").submit(**{ids.REASON_INPUT: f"no {SECRET}-7"})
    await card.click("Details", as_="oliver")
    seen = words_in((await quiet.views("oliver"))[-1])
    assert "shown here to its reviewers only" in seen
    assert SECRET not in seen


async def test_while_slack_does_not_say_who_is_a_reviewer_nobody_is(quiet, monkeypatch):
    await quiet.propose(payload=PAYLOAD, **WORDS)

    async def silent(_names):
        raise DirectoryUnavailable("Slack is silent")

    monkeypatch.setattr(type(quiet.directory), "user_ids", lambda _self, names: silent(names))
    await quiet.channel("#agent-approvals").expect_card("Issue refund").click("Details", as_="sam")
    assert SECRET not in words_in((await quiet.views("sam"))[-1])


async def test_the_reviewers_of_samples_read_the_arguments_under_details(quiet):
    await quiet.ports.review.begin_digests(quiet.clock.now())
    quiet.clock.at += timedelta(hours=1)
    await quiet.propose("ticket.tag", {"tag": f"{SECRET}-6"}, **WORDS)
    quiet.clock.at += timedelta(hours=1)
    await post_digest(quiet.clock.now(), quiet.ports)
    await quiet.settle()
    said = await quiet.look("wait", channel="#agent-digest", text="1. Tag ticket", timeout="5")
    message = said["message"]
    for user, sees in (("lea", True), ("oliver", False)):
        await choose(quiet, message, "Details", of=user)
        assert (SECRET in words_in((await quiet.views(user))[-1])) is sees
