"""One database file, one serving process; errands beside it are welcome."""

from __future__ import annotations

import time

from tests.acceptance.installation import Agent, Bot, Installation
from tests.acceptance.patience import until
from tests.acceptance.reviewing import approve
from tests.acceptance.workspace import Workspace


def test_a_second_bot_over_the_same_file_is_refused(installation: Installation, bot: Bot) -> None:
    """It says what is in the way, ends with 1, and leaves the first one alone."""
    second = installation.command("run")
    assert second.returncode == 1
    assert "Another process" in second.stderr or "already" in second.stderr, second.stderr
    assert "Traceback" not in second.stderr
    assert second.stderr.count("\n") <= 3, "a sentence, not a story"
    assert bot.is_ready()


def test_the_file_is_free_again_after_the_bot_was_killed(installation: Installation, slack: Workspace) -> None:
    """A dead process holds nothing."""
    with installation.bot() as first:
        first.process.kill_nine()
    with installation.bot() as second:
        agent = second.agent(installation.register_agent("refund-bot"))
        action = agent.propose()
        assert approve(slack, agent, action["id"])["status"] == "approved"


def test_agents_are_let_in_and_shut_out_beside_a_running_bot(installation: Installation, agent: Agent) -> None:
    """A new key works at once, a rotated one stays valid beside its successor, a revoked one ends within 2 s."""
    assert agent.call("GET", "/v1/actions").status == 200
    rotated = installation.command("agents", "rotate", "refund-bot").stdout.strip()
    newer = Agent(agent.url, rotated)
    assert newer.call("GET", "/v1/actions").status == 200
    assert agent.call("GET", "/v1/actions").status == 200

    assert installation.command("agents", "revoke", "refund-bot").returncode == 0
    revoked = time.monotonic()
    for key in (agent, newer):
        until(lambda key=key: key.call("GET", "/v1/actions").status == 401, "the key shut out", 10)  # type: ignore[misc]  # mypy cannot type a lambda's defaults
    assert time.monotonic() - revoked < 2
    assert agent.call("GET", "/v1/actions").json["code"] == "unauthorized"


def test_a_key_opens_only_its_types(installation: Installation, bot: Bot) -> None:
    """An agent let in for notes proposes no refunds."""
    clerk = bot.agent(installation.register_agent("clerk", "--types", "note.*"))
    assert clerk.file_note("minutes")["status"] == "approved"
    refund = {"action_type": "refund.issue", "description": "Pay", "payload": {"order_id": "A-1", "amount": 1}}
    assert clerk.call("POST", "/v1/actions", refund).status == 403
