"""The kill switch from a terminal, beside a running bot that was told nothing."""

from __future__ import annotations

import signal

from tests.acceptance.http_call import call
from tests.acceptance.installation import Agent, Bot, Installation
from tests.acceptance.patience import until


def test_a_halt_holds_for_the_very_next_action(installation: Installation, bot: Bot, agent: Agent) -> None:
    """Nothing runs by itself once the command has ended; readiness, metrics and doctor tell of it."""
    assert agent.file_note("before")["status"] == "approved"
    done = installation.command("halt", "note.*", "the", "titles", "are", "wrong")
    assert done.returncode == 0, done
    assert "Halted: note.*, by" in done.stdout
    halted = agent.file_note("during")
    assert halted["status"] == "pending"
    assert "the titles are wrong" in halted["route"]["reasons"][0]["text"]

    assert "titles are wrong" in installation.command("halts").stdout
    told = installation.command("doctor").stdout
    assert "Halted: note.*, by" in told
    assert "sayso resume 'type:note.*'" in told
    assert "titles are wrong" in until(lambda: bot.unready("halts"), "readiness that tells of the halt")
    assert bot.is_ready(), "a halt is meant so"
    metric = 'sayso_halts{scope="type"} 1.0'
    until(lambda: metric in call("GET", f"{bot.url}/metrics").text or None, "a metric that tells of the halt")

    done = installation.command("resume", "note.*")
    assert done.returncode == 0, done
    assert agent.file_note("after")["status"] == "approved"
    assert agent.read(halted["id"])["status"] == "pending", "who was asked is still asked"
    assert installation.command("halts").stdout.strip() == "Nothing is halted."


def test_a_halt_outlives_the_bot(installation: Installation) -> None:
    """Killed and started again, it still asks people."""
    key = installation.let_in("refund-bot")
    with installation.bot() as bot:
        assert installation.command("halt").returncode == 0
        bot.process.popen.send_signal(signal.SIGKILL)
        bot.process.popen.wait()
    with installation.bot() as bot:
        assert bot.agent(key).file_note("after")["status"] == "pending"


def test_what_names_nothing_halts_nothing(installation: Installation) -> None:
    """A slip is told, with exit code 1."""
    done = installation.command("halt", "nte.file")
    assert done.returncode == 1
    assert "note.file" in done.stderr
    done = installation.command("resume")
    assert done.returncode == 1
    assert "Nothing is halted" in done.stderr
