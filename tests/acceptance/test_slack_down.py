"""Slack goes away: agents are still heard, nobody's silence approves, and the bot finds back by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.installation import install
from tests.acceptance.patience import until
from tests.acceptance.reviewing import approve
from tests.acceptance.workspace import workspace

BACK = 15.0
"""Seconds until the bot hears clicks again."""


def test_slack_goes_and_comes_back(
    tmp_path: Path, migrated_file: Path, record_property: Callable[[str, object], None]
) -> None:
    """What is proposed meanwhile is accepted and times out; what is proposed afterwards is decided as ever."""
    with workspace(tmp_path) as slack:
        installation = install(tmp_path, slack, tables=migrated_file)
        running = installation.bot()
        bot = running.__enter__()
    try:
        agent = bot.agent(installation.let_in("refund-bot"))
        problem = until(lambda: bot.unready("slack"), "readiness that names slack")
        assert problem
        lost = agent.propose(review_timeout="2s")
        assert lost["status"] == "pending"
        over = agent.read(lost["id"], wait=30)
        assert (over["status"], over["decision"]["decided_by"]["kind"]) == ("timed_out", "timeout")
        kept = agent.propose(order="A-2")

        with workspace(tmp_path, slack.port) as again:
            there = time.monotonic()
            until(lambda: again.get("status")["connections"] > 0, "a socket to the new workspace", BACK)
            until(bot.is_ready, "ready again", BACK)
            back = time.monotonic() - there
            record_property("back_after_seconds", round(back, 1))
            assert back < BACK
            assert approve(again, agent, kept["id"])["status"] == "approved"
    finally:
        running.__exit__(None, None, None)
