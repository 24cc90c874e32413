"""``sayso export feedback``: three formats, a period, a type, and nothing that any policy concerned hides."""

import asyncio
import json
from datetime import timedelta

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from bot.cli import app
from bot.feedback.lines import FeedbackLines
from oversight.action.action import Version
from oversight.action.status import Status
from oversight.exact_json.canonical import sha256
from oversight.policy.file.reading import read_policy
from storage.policies import SqlPolicies
from storage.store import open_store
from tests.builders import NOON, a_person_as_actor, a_proposal, an_action, decided, moved, new

PINNED = """version: 1
tiers: {team_member: {channel: "#a", reviewers: [U0MEMBER]}}
action_types:
  refund.issue: {risk: high, card: {redact: [card_number]}}
"""
IN_FORCE = PINNED.replace("card_number", "iban")
SECRETS = {"card_number": "4111-1111", "iban": "DE89-3704"}
EDITED = {"order_id": "4711", "amount": 450, **SECRETS}


def refund(**fields):
    proposal = a_proposal(
        payload={"order_id": "4711", "amount": 900, **SECRETS},
        description="Refund order 4711 to 4111-1111 or DE89-3704",
        context={"iban": SECRETS["iban"], "said": "my card is 4111-1111"},
    )
    return an_action(proposal=proposal, **{"policy_hash": read_policy(PINNED).hash, **fields})


def edited(action, at):
    version = Version(2, EDITED, sha256(EDITED), a_person_as_actor())
    reason = "Half, as for DE89-3704"
    return decided(replace(action, version=version), Status.MODIFIED, at=at, reason=reason)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A bot's folder: an approval, an edit and a no, a day apart each, and one under a policy that is lost."""
    (tmp_path / "policy.yml").write_text(IN_FORCE)
    url = f"sqlite:///{tmp_path / 'sayso.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_DATABASE_URL", url)

    async def fill():
        async with open_store(url, serving=False) as store:
            await SqlPolicies(store.database).remember(read_policy(PINNED).hash, PINNED, NOON)
            days = [NOON + timedelta(days=day) for day in range(4)]
            asked = [refund(), refund(), refund(), refund(policy_hash="sha256:lost")]
            await store.actions.commit_all([new(action) for action in asked])
            answers = [
                decided(asked[0], at=days[0]),
                edited(asked[1], days[1]),
                decided(asked[2], Status.REJECTED, at=days[2], reason="It was paid", reject_reason="Too late"),
                decided(asked[3], at=days[3]),
            ]
            await store.actions.commit_all([moved(answer) for answer in answers])

    asyncio.run(fill())
    return tmp_path


def export(*arguments):
    done = CliRunner().invoke(app, ["export", "feedback", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_records_say_what_became_of_each():
    records, told = export()
    assert [record["verdict"] for record in records] == ["approved", "modified", "rejected"]
    edit, no = records[1:]
    assert edit["final"] == {"order_id": "4711", "amount": 450, "card_number": "[redacted]", "iban": "[redacted]"}
    assert edit["changes"] == [{"path": "$.amount", "before": 900, "after": 450, "kind": "changed"}]
    assert (edit["edit_distance"], edit["at"]) == (2, "2026-03-03T12:00:00Z")
    assert (no["final"], no["reject_reason"], no["reason"]) == (None, "Too late", "Too late: It was paid")
    assert list(no) == [
        *("id", "at", "verdict", "agent", "prompt", "proposed", "final", "reason", "reject_reason"),
        *("changes", "edit_distance", "confidence", "outcome", "draft"),
    ]
    assert "3 records" in told
    assert "1 record left out" in told


@pytest.mark.parametrize("form", ["jsonl", "preference", "sft"])
def test_neither_what_the_policy_hid_then_nor_what_it_hides_now_is_written(form):
    records, _ = export("--format", form)
    assert records
    assert not any(secret in json.dumps(records) for secret in (*SECRETS.values(), "U0MEMBER", "Member"))


def test_pairs_have_the_fields_of_preference_data():
    [pair] = export("--format", "preference")[0]
    assert list(pair) == ["prompt", "chosen", "rejected"]
    assert [message["role"] for side in pair.values() for message in side] == ["user", "assistant", "assistant"]
    assert json.loads(pair["chosen"][0]["content"])["amount"] == 450
    assert json.loads(pair["rejected"][0]["content"])["amount"] == 900


def test_conversations_have_the_fields_of_fine_tuning():
    examples, _ = export("--format", "sft")
    assert [list(example) for example in examples] == [["messages"], ["messages"]]
    assert [json.loads(example["messages"][1]["content"])["amount"] for example in examples] == [900, 450]


def test_a_period_a_type_and_a_file(folder):
    assert len(export("--since", "2026-03-04")[0]) == 1
    assert export("--since", "1d")[0] == []
    assert export("--type", "mail.send")[0] == []
    export("--output", "feedback.jsonl")
    assert len((folder / "feedback.jsonl").read_bytes().splitlines()) == 3
    assert (folder / "feedback.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("since", ["soon", "7", "2026-13-01"])
def test_a_beginning_that_is_none_is_told(since):
    done = CliRunner().invoke(app, ["export", "feedback", "--since", since])
    assert done.exit_code == 2
    assert "no span such as 7d" in done.stderr


def test_a_place_that_cannot_be_written_is_a_sentence():
    done = CliRunner().invoke(app, ["export", "feedback", "--output", "nowhere/feedback.jsonl"])
    assert done.exit_code == 1
    assert "nowhere/feedback.jsonl cannot be written" in done.stderr


def test_a_file_is_there_whole_or_as_it_was(folder, monkeypatch):
    written = folder / "feedback.jsonl"
    export("--output", str(written))
    whole = written.read_bytes()
    assert whole.count(b"\n") == 3
    assert written.stat().st_mode & 0o777 == 0o600
    written.chmod(0o640)
    lines = FeedbackLines.lines

    async def interrupted(self, **wanted):
        async for line in lines(self, **wanted):
            yield line
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(FeedbackLines, "lines", interrupted)
        done = CliRunner().invoke(app, ["export", "feedback", "--format", "sft", "--output", str(written)])
    assert done.exit_code == 130
    assert written.read_bytes() == whole
    assert not [*folder.glob(".*.part")]
    export("--format", "sft", "--output", str(written))
    assert written.read_bytes().count(b"\n") == 2
    assert written.stat().st_mode & 0o777 == 0o640


def test_a_link_still_leads_to_the_file_and_a_device_is_written_as_it_is(folder):
    (folder / "kept").mkdir()
    (folder / "latest.jsonl").symlink_to(folder / "kept" / "feedback.jsonl")
    export("--output", str(folder / "latest.jsonl"))
    assert (folder / "latest.jsonl").is_symlink()
    assert (folder / "kept" / "feedback.jsonl").read_bytes().count(b"\n") == 3
    export("--output", "/dev/null")


@pytest.mark.parametrize("name", ["nowhere/feedback.jsonl", ".", "a" * 300, "-\n.jsonl/x"])
def test_a_file_that_cannot_be_written_is_a_sentence(folder, name):
    done = CliRunner().invoke(app, ["export", "feedback", "--output", str(folder / name)])
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
