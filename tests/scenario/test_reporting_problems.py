"""A reviewer reports that an approved action went wrong; the card, the thread, the owner and the agent learn of it."""

from datetime import timedelta

from blocks.kit import ids
from oversight.action.decision import DeciderKind
from oversight.action.status import OutcomeKind, Severity
from tests.scenario.stage import POLICY, a_stage

PROBLEM = "Report a problem…"


async def approved(stage):
    action = await stage.propose()
    card = stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam")
    await card.expect("Approved by Sam Okafor")
    return action, card


async def test_a_problem_is_reported_on_the_card_and_stands_there(stage):
    action, card = await approved(stage)
    window = card.click(PROBLEM, as_="sam").expect_window("How bad is it?", of="sam")
    await window.submit(**{ids.SEVERITY_INPUT: "high", ids.NOTE_INPUT: "Paid twice"}).expect_closed()
    await card.expect("An error was found: high, by Sam Okafor", "Paid twice", "It happened")
    await card.expect_reply("An error was found: high, by Sam Okafor")
    await card.expect_reply("Paid twice")
    await card.expect_reply("<@U0OLI>")
    now = await stage.now(action)
    assert now.outcome.kind is OutcomeKind.ERROR_FOUND
    assert now.outcome.severity is Severity.HIGH
    assert (now.outcome.by.kind, now.outcome.by.id) == (DeciderKind.HUMAN, "U0SAM")
    assert now.outcome.happened_at == now.decision.at.replace(microsecond=0)
    assert now.outcome.detected_at >= now.outcome.happened_at
    await card.expect_buttons("Details")


async def test_how_bad_it_is_has_to_be_chosen(stage):
    action, card = await approved(stage)
    window = card.click(PROBLEM, as_="sam").expect_window("How bad is it?", of="sam")
    await window
    said = await stage.do("submit", user="sam", view_id=window.view["id"], values={})
    assert said["error"] == "incomplete"
    assert (await stage.now(action)).outcome is None


async def test_what_lies_ahead_has_not_happened(stage):
    action, card = await approved(stage)
    window = card.click(PROBLEM, as_="sam").expect_window("How bad is it?", of="sam")
    ahead = int((stage.clock.now() + timedelta(hours=2)).timestamp())
    await window.submit(**{ids.SEVERITY_INPUT: "low", ids.HAPPENED_INPUT: ahead}).expect_error("in the future")
    assert (await stage.now(action)).outcome is None


async def test_who_was_not_asked_reports_nothing(stage):
    action, card = await approved(stage)
    await card.click(PROBLEM, as_="mina").expect_told("mina", "Only the reviewers")
    await card.click(PROBLEM, as_="oliver").expect_told("oliver", "Only the reviewers")
    assert (await stage.now(action)).outcome is None


async def test_two_windows_at_once_are_one_report_and_the_second_reads_whose(workspace, stage_database):
    two = POLICY.replace('reviewers: ["@support"]', 'reviewers: ["@support", U0LEA]')
    async with a_stage(workspace, stage_database, policy=two) as stage:
        action, card = await approved(stage)
        first = card.click(PROBLEM, as_="sam").expect_window("How bad is it?", of="sam")
        await first
        second = card.click(PROBLEM, as_="lea").expect_window("How bad is it?", of="lea")
        await second
        await first.submit(**{ids.SEVERITY_INPUT: "high"}).expect_closed()
        await second.submit(**{ids.SEVERITY_INPUT: "low"}).expect_error("error found (high), by Sam Okafor")
        outcome = (await stage.now(action)).outcome
        assert outcome is not None
        assert outcome.severity is Severity.HIGH


async def test_channels_read_no_words_where_the_policy_shows_nothing(workspace, stage_database):
    quiet = POLICY.replace("redact: [card_number]", "redact: [card_number], summary_only: true")
    async with a_stage(workspace, stage_database, policy=quiet) as stage:
        action = await stage.propose()
        card = stage.channel("#agent-approvals").expect_card("Issue refund").click("Approve", as_="sam")
        window = card.click(PROBLEM, as_="sam").expect_window("How bad is it?", of="sam")
        await window.submit(**{ids.SEVERITY_INPUT: "high", ids.NOTE_INPUT: "Paid twice"}).expect_closed()
        await card.expect("An error was found: high, by Sam Okafor", "What they wrote is under Details")
        assert "Paid twice" not in "".join([*await card.replies(), str(card.message)])
        outcome = (await stage.now(action)).outcome
        assert outcome is not None
        assert outcome.note == "Paid twice"
