"""A policy is changed while the bot runs: a good one takes effect, a bad one never does."""

from __future__ import annotations

import signal

from tests.acceptance.installation import Agent, Bot, Installation
from tests.acceptance.patience import until


def test_hangup_reloads_a_good_policy_and_refuses_a_bad_one(installation: Installation, bot: Bot, agent: Agent) -> None:
    """New actions follow the new policy; a faulty file is said by readiness while the running policy stays."""
    earlier = agent.propose()
    installation.amend_policy("review_timeout: 30m", "review_timeout: 45m")
    installation.amend_policy("refund.issue:\n    risk: high", "refund.issue:\n    risk: critical\n    tier: team_lead")
    bot.process.popen.send_signal(signal.SIGHUP)
    bot.process.says("policy reloaded")
    later = agent.propose()
    assert (earlier["route"]["risk"], earlier["tier"]) == ("high", "team_member")
    assert (later["route"]["risk"], later["tier"]) == ("critical", "team_lead")
    assert agent.read(earlier["id"]) == earlier, "an action keeps the policy that it was routed under"

    installation.amend_policy("risk: critical", "risk: enormous")
    bot.process.popen.send_signal(signal.SIGHUP)
    problem = until(lambda: bot.unready("policy"), "readiness that names the policy")
    assert "risk" in problem
    assert agent.propose()["route"]["risk"] == "critical", "the running policy stays"

    installation.amend_policy("risk: enormous", "risk: high")
    bot.process.popen.send_signal(signal.SIGHUP)
    until(bot.is_ready, "ready again")
    assert agent.propose()["route"]["risk"] == "high"


def test_a_bot_with_a_bad_policy_does_not_start(installation: Installation) -> None:
    """It lists every fault and ends with 1."""
    installation.amend_policy("risk: low", "risk: tiny")
    installation.amend_policy("review_timeout: 30m", "review_timeout: soon")
    done = installation.command("run")
    assert done.returncode == 1
    assert "risk: 'tiny' is none of low" in done.stderr
    assert "$.defaults.review_timeout" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_says_what_became_of_a_reload(installation: Installation, bot: Bot, agent: Agent) -> None:
    """It finds the bot by itself, waits until the new policy is in force, and sends nobody a faulty file."""
    installation.amend_policy("refund.issue:\n    risk: high", "refund.issue:\n    risk: critical")
    done = installation.command("policy", "reload")
    assert (done.returncode, done.stderr) == (0, ""), done
    checked = installation.command("policy", "check", str(installation.policy))
    assert f"Process {bot.process.popen.pid} routes by {checked.stdout.splitlines()[-1]}." in done.stdout
    assert agent.propose()["route"]["risk"] == "critical"

    installation.amend_policy("risk: critical", "risk: enormous")
    done = installation.command("policy", "reload")
    assert done.returncode == 1
    assert "risk: 'enormous' is none of low" in done.stderr
    assert bot.is_ready(), "the bot was not told"


def test_where_no_bot_runs_the_command_says_what_to_do(installation: Installation) -> None:
    """No process is guessed at."""
    done = installation.command("policy", "reload")
    assert done.returncode == 1
    assert "send SIGHUP to its process" in done.stderr
