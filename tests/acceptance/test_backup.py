"""A backup that was made while the bot ran comes back, and what was said of it is what then happens."""

from __future__ import annotations

from tests.acceptance.installation import Installation
from tests.acceptance.workspace import SAM, Workspace


def test_a_backup_of_a_running_bot_is_restored_and_does_what_was_said(
    installation: Installation, slack: Workspace
) -> None:
    """The decision made since is forgotten here and stands in Slack; a bot that serves keeps its database."""
    key = installation.let_in("refund-bot")
    with installation.bot() as bot:
        agent = bot.agent(key)
        action = agent.propose(40)["id"]
        saved = installation.command("backup", "--to", "saved/").stdout.strip()
        card = slack.card(action)
        slack.press(SAM, card, "Approve")
        assert agent.read(action, wait=10)["status"] == "approved"
        later = agent.propose(41)["id"]
        served = installation.command("restore", saved)
        assert served.returncode == 1
        assert "already served" in served.stderr
    done = installation.command("restore", saved)
    assert done.returncode == 0, done.stderr
    assert "Decided since, and pending again: 1 action" in done.stdout
    with installation.bot() as bot:
        agent = bot.agent(key)
        assert agent.read(action)["status"] == "pending"
        assert agent.call("GET", f"/v1/actions/{later}").status == 404
        assert "Approved" in slack.card(action)["text"]
