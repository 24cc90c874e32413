"""Managers look afterwards at what ran by itself: each action is asked about once, each answer is kept."""

from __future__ import annotations

import json
import re

from tests.acceptance.installation import Agent, Bot, Installation
from tests.acceptance.patience import until
from tests.acceptance.workspace import DIGEST, LEA, OLIVER, Message, Workspace


def test_a_digest_asks_for_each_action_once(installation: Installation, slack: Workspace, agent: Agent) -> None:
    """The thread asks about each of them; an answer is shown, kept and counted in the next digest."""
    notes = [agent.file_note(f"minutes {number}")["id"] for number in range(3)]
    posted = installation.command("digest", "--now")
    assert posted.returncode == 0, posted
    assert "3 to look at. A running bot" in posted.stdout
    head, (samples,) = _thread(slack, notes)
    assert head["reply_count"] == 1

    slack.press(OLIVER, samples, "Looks right", DIGEST, block_id=_answers(samples, 1))
    refused = slack.wait_for("Not allowed", user=OLIVER)["message"]
    assert "lazy_review" in refused["text"]
    slack.press(LEA, samples, "Looks right", DIGEST, block_id=_answers(samples, 1))
    slack.wait_for("Looks right, says Lea Brandt", channel=DIGEST, ts=samples["ts"])
    slack.press(LEA, samples, "Wrong…", DIGEST, block_id=_answers(samples, 2))
    assert slack.submit(LEA, severity_input="low", instead_input="File it under minutes")["ok"]
    slack.wait_for("Wrong, says Lea Brandt", channel=DIGEST, ts=samples["ts"])
    slack.wait_for("2 of 3 looked at, 1 wrong", channel=DIGEST, ts=head["ts"])

    newer = agent.file_note("minutes 4")["id"]
    assert ": 1 action, 1 to look at" in installation.command("digest", "--now").stdout
    _thread(slack, [*notes, newer])
    counted = slack.wait_for("2 samples reviewed: 1 right, 1 wrong", channel=DIGEST)["message"]
    assert counted["reply_count"] == 1


def test_a_digest_survives_kill_nine(installation: Installation, slack: Workspace) -> None:
    """A bot that dies while the digest is on its way posts what is missing, and nothing twice."""
    key = installation.let_in("clerk")
    with installation.bot() as bot:
        notes = [bot.agent(key).file_note(f"minutes {number}")["id"] for number in range(5)]
        posted = installation.command("digest", "--now")
        bot.process.kill_nine()
    assert "5 to look at" in posted.stdout, posted
    with installation.bot() as bot:
        _thread(slack, notes)
        until(bot.is_ready, "nothing given up")
        heads = [one for one in slack.messages(DIGEST) if "thread_ts" not in one or one["thread_ts"] == one["ts"]]
        assert len(heads) == 1


def test_a_digest_waits_for_the_bot(installation: Installation, slack: Workspace, bot: Bot, agent: Agent) -> None:
    """Written while no bot runs, it is posted by the next one."""
    note = agent.file_note("minutes")["id"]
    assert bot.process.terminate() == 0
    told = installation.command("digest", "--now").stdout
    assert "1 to look at. It waits for a bot" in told
    assert slack.messages(DIGEST) == []
    with installation.bot():
        _thread(slack, [note])


def _thread(slack: Workspace, expected: list[str]) -> tuple[Message, list[Message]]:
    """The first message and its samples, once there is exactly one for each of these actions."""

    def complete() -> bool:
        return sorted(_sampled(slack.messages(DIGEST))) == sorted(expected)

    until(complete, f"one sample for each of {len(expected)} actions", every=0.2)
    messages = slack.messages(DIGEST)
    samples = [one for one in messages if _sampled([one])]
    head = next(one for one in messages if one["ts"] == samples[0]["thread_ts"])
    assert len(_sampled(messages)) == len(expected), "no sample is asked about twice"
    return head, samples


def _answers(message: Message, position: int) -> str:
    """The block with the buttons of the sample at this position."""
    blocks: list[str] = [one["block_id"] for one in message["blocks"]]
    return next(block_id for block_id in blocks if block_id.startswith(f"answers.{position}."))


def _sampled(messages: list[Message]) -> list[str]:
    """The actions that these messages ask about."""
    return re.findall(r"id (act_\w{26})", json.dumps([one.get("blocks") for one in messages]))
