"""The commands of an operator, as they stand on a machine: what they print and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.acceptance.installation import POLICY, Installation

BROKEN = """version: 1
tiers:
  team_member:
    channel: "#agent-approvals"
    reviewers: ["@support"]
    remind_after: soon
action_types:
  refund.issue:
    risk: enormous
rules:
  - name: large
    when: "payload.amount >"
    tier: team_lead
    reason: "Large"
"""


@pytest.mark.parametrize("arguments", [(), ("agents",), ("policy",)])
def test_no_argument_lists_what_can_be_done(installation: Installation, arguments: tuple[str, ...]) -> None:
    """Nobody has to guess a command's name."""
    told = installation.command(*arguments)
    assert "Usage" in told.stdout + told.stderr


def test_a_good_policy_is_checked(installation: Installation) -> None:
    """It is said to be valid, with its hash."""
    done = installation.command("policy", "check", str(POLICY))
    assert done.returncode == 0
    assert "is valid: 5 action types" in done.stdout
    assert "stages security, legal" in done.stdout
    assert "sha256:" in done.stdout


def test_a_bad_policy_is_told_every_fault_with_its_line(installation: Installation, tmp_path: Path) -> None:
    """All at once, each with where it stands."""
    path = tmp_path / "broken.yml"
    path.write_text(BROKEN, encoding="utf-8")
    done = installation.command("policy", "check", str(path))
    assert done.returncode == 1
    for field, line in (("remind_after", 6), ("risk", 9), ("when", 12)):
        told = next(said for said in done.stderr.splitlines() if field in said)
        assert f"line {line}" in told or f":{line}" in told, told
    assert "Traceback" not in done.stderr


def test_a_policy_that_is_not_there(installation: Installation) -> None:
    """The file is named."""
    done = installation.command("policy", "check", "nowhere.yml")
    assert done.returncode == 1
    assert "nowhere.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_nothing_wrong(installation: Installation) -> None:
    """Settings, policy, database, Slack, channels and reviewers are all looked at."""
    installation.register_agent("refund-bot")
    done = installation.command("doctor")
    assert done.returncode == 0, done.stdout
    assert "bad" not in done.stdout
    assert "warn" not in done.stdout
    for looked_at in ("Settings", "Policy", "Database", "Slack", "#agent-approvals-leads", "2 reviewers"):
        assert looked_at in done.stdout


def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(installation: Installation) -> None:
    """A missing channel, an unknown reviewer, a channel without the bot: each with its fix, and exit code 1."""
    installation.amend_policy('"#agent-approvals-leads"', '"#nowhere"')
    installation.amend_policy('["U0LEA"]\n\ndefaults', '["U0NOBODY", "@ghosts"]\n\ndefaults')
    installation.amend_policy('fallback_channel: "#agent-approvals"', 'fallback_channel: "#general"')
    done = installation.command("doctor")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    for wrong in ("#nowhere", "U0NOBODY", "@ghosts", "not in #general"):
        at = next(number for number, said in enumerate(lines) if wrong in said)
        assert lines[at].startswith("bad"), lines[at]
        assert lines[at + 1].strip().startswith("→"), lines[at + 1]


def test_the_doctor_without_tokens(installation: Installation) -> None:
    """The settings that are missing are named."""
    done = installation.command("doctor", SAYSO_SLACK_BOT_TOKEN="")
    assert done.returncode == 1
    assert "SAYSO_SLACK_BOT_TOKEN" in done.stdout


def test_the_bot_without_tokens(installation: Installation) -> None:
    """It refuses to start and says which settings are missing."""
    done = installation.command("run", SAYSO_SLACK_BOT_TOKEN="", SAYSO_SLACK_APP_TOKEN="")
    assert done.returncode == 1
    assert "SAYSO_SLACK_BOT_TOKEN" in done.stderr
    assert "SAYSO_SLACK_APP_TOKEN" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_hide_secrets(installation: Installation) -> None:
    """Every setting with its meaning, and no token in clear."""
    done = installation.command("settings")
    assert done.returncode == 0
    assert "SAYSO_DATABASE_URL" in done.stdout
    assert installation.settings["SAYSO_SLACK_BOT_TOKEN"] not in done.stdout
    assert installation.settings["SAYSO_SLACK_APP_TOKEN"] not in done.stdout


def test_a_faulty_setting_is_named(installation: Installation) -> None:
    """No command runs on half of its settings."""
    done = installation.command("settings", SAYSO_PORT="eighty")
    assert done.returncode == 2
    assert "SAYSO_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_manifest_is_one_that_slack_takes(installation: Installation) -> None:
    """YAML for Socket Mode, or for signed HTTP with the given address."""
    socket = yaml.safe_load(installation.command("manifest").stdout)
    assert socket["settings"]["socket_mode_enabled"] is True
    signed = yaml.safe_load(installation.command("manifest", "--http", "https://bot.example.org").stdout)
    assert signed["settings"]["socket_mode_enabled"] is False
    assert signed["settings"]["interactivity"]["request_url"].startswith("https://bot.example.org/")
    assert signed["settings"]["event_subscriptions"]["request_url"].startswith("https://bot.example.org/")
    assert all(one["url"].startswith("https://bot.example.org/") for one in signed["features"]["slash_commands"])


def test_migrate_is_done_once(installation: Installation, tmp_path: Path) -> None:
    """An empty database gets its tables; one that has them stays as it is."""
    fresh = {"SAYSO_DATABASE_URL": f"sqlite:///{tmp_path / 'fresh.db'}"}
    created = Installation(installation.folder, installation.settings | fresh)
    assert "empty →" in created.command("migrate").stdout
    assert "up to date" in created.command("migrate").stdout


def test_agents_are_managed(installation: Installation) -> None:
    """Added, listed, given a second key, shut out; a name is taken once, an unknown one is said."""
    key = installation.register_agent("refund-bot", "--owner", "U0OLI", "--types", "refund.*")
    again = installation.command("agents", "add", "refund-bot")
    assert (again.returncode, again.stdout) == (1, "")
    assert "refund-bot" in again.stderr

    listed = installation.command("agents", "list").stdout
    assert "U0OLI" in listed
    assert "refund.*" in listed
    assert key not in listed
    assert key.partition("_")[2][:6] in listed, "the key is known by its prefix"

    rotated = installation.command("agents", "rotate", "refund-bot").stdout.strip()
    assert rotated != key
    assert key.partition("_")[2][:6] in (listed := installation.command("agents", "list").stdout)
    assert rotated.partition("_")[2][:6] in listed, "both keys live"
    assert installation.command("agents", "revoke", "refund-bot").returncode == 0
    assert "shut out" in installation.command("agents", "list").stdout
    unknown = installation.command("agents", "revoke", "nobody")
    assert unknown.returncode == 1
    assert "nobody" in unknown.stderr
