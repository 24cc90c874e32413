"""What is exported is a recording: it is read back as it was proposed, with what became known of it."""

import asyncio
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from bot.cli import app
from bot.rehearsal.export import recording_line
from bot.rehearsal.recording import recording_of
from oversight.action.decision import Outcome
from oversight.action.risk import Risk
from oversight.action.status import OutcomeKind
from oversight.policy import CardHints
from oversight.rehearsal.recorded import Truth, Witness
from storage.store import open_store
from tests.builders import NOON, a_draft, a_proposal, an_action, auto_approved, decided, new

SPARE = a_proposal(confidence=None, reasoning=None)
RICH = a_proposal(
    risk_level=Risk.HIGH,
    reversible=False,
    signals={"input_familiarity": 0.5},
    context={"vip": True},
    draft=a_draft(),
    on_behalf_of="U1",
    review_timeout=timedelta(minutes=5),
    labels={"team": "north"},
)


@pytest.mark.parametrize("proposal", [SPARE, RICH, a_proposal(payload=None)])
def test_a_line_is_read_back_as_it_was_proposed(proposal):
    """Nothing is lost on the way, and nothing is ignored."""
    action = an_action(proposal=proposal)
    read = recording_of([recording_line(action, None)], "t")
    [recorded] = read.actions
    assert read.ignored == ()
    assert (recorded.id, recorded.proposal, recorded.at) == (action.id, proposal, NOON)
    assert (recorded.agent.id, recorded.agent.name, recorded.agent.owner) == ("agt_refund-bot", "refund-bot", "U0OWNER")
    assert recorded.truth is None


def test_what_the_policy_hides_is_left_out_where_the_operator_asks_for_it():
    hints = CardHints(redact=("pin",))
    secret = {"pin": "s3cret", "n": 1}
    proposal = a_proposal(payload={"a": [secret]}, context=secret, labels={"PIN": "s3cret"})
    action = an_action(proposal=proposal)
    assert recording_line(action, None).count(b"s3cret") == 3
    line = recording_line(action, None, hints)
    assert b"s3cret" not in line
    assert json.loads(line)["payload"] == {"a": [{"pin": "[redacted]", "n": 1}]}
    assert recording_of([line], "t").ignored == ()


def test_what_is_known_of_it_comes_along():
    action = replace(auto_approved(an_action()), outcome=Outcome(OutcomeKind.ERROR_FOUND, NOON))
    line = recording_line(action, None)
    [recorded] = recording_of([line], "t").actions
    assert recorded.truth == Truth(correct=False, witness=Witness.OUTCOME)
    told = json.loads(line)
    assert told["outcome"]["outcome"] == "error_found"
    assert told["decision"]["decided_by"] == "policy"
    assert told["route"]["tier"] == "auto"


@pytest.fixture
def url(tmp_path, monkeypatch):
    """A database with two actions a day apart, and the settings that lead to it."""
    url = f"sqlite:///{tmp_path / 'sayso.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)

    async def fill():
        async with open_store(url, serving=False) as store:
            for at in (NOON, NOON + timedelta(days=1)):
                await store.actions.commit(new(decided(an_action(created_at=at), at=at)))

    asyncio.run(fill())
    return url


def export(*arguments):
    return CliRunner().invoke(app, ["export", "actions", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("url")
def test_the_command_writes_a_recording(tmp_path):
    told = export()
    assert told.exit_code == 0
    assert len(recording_of(told.stdout.encode().splitlines(), "t").actions) == 2
    assert "2 actions" in told.stderr
    assert "in clear" in told.stderr
    export("--output", "traffic.jsonl", "--since", "2026-03-03")
    assert len((tmp_path / "traffic.jsonl").read_bytes().splitlines()) == 1
    assert (tmp_path / "traffic.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("url")
def test_a_place_that_cannot_be_written_is_a_sentence():
    told = export("--output", "nowhere/traffic.jsonl")
    assert told.exit_code == 1
    assert "nowhere/traffic.jsonl cannot be written" in told.stderr
