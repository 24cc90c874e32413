"""The process dies without a word, and nothing that was promised is lost or done twice."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest

from tests.acceptance.http_call import Answer
from tests.acceptance.installation import Agent, Installation, install
from tests.acceptance.patience import until
from tests.acceptance.workspace import APPROVALS, DEVI, SAM, Message, Workspace, action_ids

PATIENT, HURRIED = 180, 20
"""Of 200 actions, so many have half an hour; the others a few seconds, which end while nobody is there."""
HURRY = 6
CLICKED = 5
OPEN = 30
"""So many actions may wait before the agents pause."""
LEASES_ARE_OVER = 90.0
"""What the dead process was sending is sent again when its lease ends, which another replica has to respect."""
SETTLED = 1.0
"""Seconds after which the bot has surely noted where a new card stands, if it lived so long."""
AT_ONCE = 5.0
"""Seconds in which a new process has caught up on a busy machine; the heartbeat itself is a quarter second."""


@pytest.mark.timeout(300)
def test_two_hundred_pending_actions_survive_kill_nine(
    tmp_path: Path, slack: Workspace, database_url: str, record_property: Callable[[str, object], None]
) -> None:
    """Deadlines stay, what fell due meanwhile runs out once and at once, and old buttons still decide."""
    installation = install(tmp_path, slack, database_url)
    key = installation.let_in("refund-bot")
    with installation.bot() as bot, ThreadPoolExecutor(8) as agents:
        agent = bot.agent(key)
        patient = list(agents.map(lambda n: agent.propose(order=f"A-{n}"), range(PATIENT)))
        until(lambda: len(action_ids(slack.messages(APPROVALS))) == PATIENT, "every card in Slack", every=0.5)
        hurried = list(agents.map(lambda n: agent.propose(order=f"B-{n}", review_timeout=f"{HURRY}s"), range(HURRIED)))
        bot.process.kill_nine()
    killed_at = datetime.now(UTC)  # noqa: TID251 - the world's clock, which the deadlines are compared with
    posted = set(action_ids(slack.messages(APPROVALS)))
    last_deadline = max(_moment(action["deadline_at"]) for action in hurried)
    until(lambda: datetime.now(UTC) > last_deadline, "the deadlines past", HURRY + 5)  # noqa: TID251 - see above

    with installation.bot() as bot, ThreadPoolExecutor(CLICKED) as agents:
        agent, ready = bot.agent(key), time.monotonic()
        run_out = [agent.read(action["id"], wait=30) for action in hurried]
        late = time.monotonic() - ready
        record_property("caught_up_after_seconds", round(late, 2))
        assert {action["status"] for action in run_out} == {"timed_out"}
        assert {action["decision"]["decided_by"]["kind"] for action in run_out} == {"timeout"}
        assert all(_moment(action["decision"]["at"]) > killed_at for action in run_out)
        assert late < AT_ONCE

        still = [agent.read(action["id"]) for action in patient]
        assert {action["status"] for action in still} == {"pending"}
        assert [action["deadline_at"] for action in still] == [action["deadline_at"] for action in patient]

        waiting = [agents.submit(agent.read, action["id"], wait=30) for action in patient[:CLICKED]]
        for action in patient[:CLICKED]:
            slack.press(SAM, slack.card(action["id"]), "Approve")
        decided = [answer.result() for answer in waiting]
        assert [action["decision"]["text"] for action in decided] == ["Approved by Sam Okafor"] * CLICKED

        for action in [*decided, *run_out]:
            assert agent.events(action["id"]).count("action.decided") == 1, action
            if action["id"] in posted:  # what was over before it had a card needs none any more
                state = "Approved by" if action["status"] == "approved" else "Timed out"
                slack.card(action["id"], state=state, seconds=LEASES_ARE_OVER)
        cards = action_ids(slack.messages(APPROVALS))
        assert len(set(cards)) == len(cards), "no card twice"
        assert set(cards) >= {action["id"] for action in patient}


@dataclass(slots=True)
class Turmoil:
    """Agents that propose and wait, and two people who click, whatever becomes of the bot meanwhile."""

    slack: Workspace
    agent: Agent
    over: Event = field(default_factory=Event)
    accepted: list[str] = field(default_factory=list)
    """Ids of actions whose acceptance reached the agent."""
    taken: set[str] = field(default_factory=set)
    """Ids of actions on which Slack was told that a click was taken."""
    answers: dict[str, Any] = field(default_factory=dict)
    """Decisions that reached the agent, by action id."""
    seen: dict[str, float] = field(default_factory=dict)
    """When each card was first seen in Slack."""
    doubtful: set[str] = field(default_factory=set)

    def propose(self) -> None:
        """One action after another; one that was not answered is sent again under the same key."""
        while not self.over.is_set():
            name = str(uuid4())
            body = {"action_type": "refund.issue", "description": "Pay", "payload": {"order_id": name, "amount": 7}}
            while (answer := self._try("POST", "/v1/actions", body, name)) is None:
                self.over.wait(0.02)
            assert answer.status in {200, 201}, answer
            assert answer.json["payload"]["order_id"] == name
            self.accepted.append(answer.json["id"])
            while len(self.accepted) - len(self.answers) > OPEN and not self.over.wait(0.05):
                pass

    def listen(self) -> None:
        """What is decided is heard."""
        while not self.over.is_set():
            for action_id in set(self.accepted) - set(self.answers):
                answer = self._try("GET", f"/v1/actions/{action_id}")
                if answer is not None and answer.json["decision"]:
                    self.answers[action_id] = answer.json["decision"]
            self.over.wait(0.1)

    def approve(self, step: int) -> None:
        """Sam presses Approve on what is open."""
        while not self.over.is_set():
            for card, action_id in self._open_cards()[::step]:
                if self.slack.click(SAM, card, "Approve"):
                    self.taken.add(action_id)
            self.over.wait(0.2)

    def reject(self, step: int) -> None:
        """Devi rejects what is open, often what Sam is just approving."""
        while not self.over.is_set():
            for card, action_id in self._open_cards()[::step]:
                if not self.slack.click(DEVI, card, "Reject"):
                    continue
                views = self.slack.get("views", user=DEVI)["views"]
                if views and self.slack.post(
                    "submit", user=DEVI, view_id=views[-1]["id"], values={"reason_input": "Too much"}
                ).json.get("ok"):
                    self.taken.add(action_id)
                for view in self.slack.get("views", user=DEVI)["views"]:
                    self.slack.post("close", user=DEVI, view_id=view["id"], clear=True)
            self.over.wait(0.2)

    def doubt_the_newest(self) -> None:
        """What was posted just before the bot died may be refused for a while: nobody counts on those cards."""
        self.doubtful.update(name for name in action_ids(self.slack.messages(APPROVALS)) if self._age(name) < SETTLED)

    def _open_cards(self) -> list[tuple[Message, str]]:
        return [
            (one, name)
            for one in self.slack.messages(APPROVALS)
            for name in action_ids([one])
            if "Waiting for" in one["text"] and self._age(name) >= SETTLED and name not in self.doubtful
        ]

    def _age(self, action_id: str) -> float:
        return time.monotonic() - self.seen.setdefault(action_id, time.monotonic())

    def _try(self, method: str, path: str, body: object = None, key: str | None = None) -> Answer | None:
        try:
            answer = self.agent.call(method, path, body, **({"Idempotency-Key": key} if key else {}))
        except (OSError, http.client.HTTPException):
            return None
        return answer if answer.status < 300 else None


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_killed_again_and_again_in_full_flight(tmp_path: Path, slack: Workspace, database_url: str) -> None:
    """Whatever was accepted is there, whatever click was taken counts, and each action is decided once."""
    installation = install(tmp_path, slack, database_url)
    key, chance = installation.let_in("refund-bot"), random.Random(11)
    with ExitStack() as running, ThreadPoolExecutor(6) as crowd:
        bot = running.enter_context(installation.bot())
        turmoil = Turmoil(slack, bot.agent(key))
        running.callback(turmoil.over.set)
        people: list[Future[None]] = [
            *(crowd.submit(turmoil.propose) for _ in range(3)),
            crowd.submit(turmoil.listen),
            crowd.submit(turmoil.approve, 2),
            crowd.submit(turmoil.reject, 3),
        ]
        for _ in range(3):
            accepted, taken = len(turmoil.accepted) + chance.randint(3, 15), len(turmoil.taken) + chance.randint(3, 9)
            until(
                lambda accepted=accepted, taken=taken: (  # type: ignore[misc]  # mypy cannot type a lambda's defaults
                    len(turmoil.accepted) >= accepted and len(turmoil.taken) >= taken
                ),
                "much in flight",
                every=0.001,
            )
            turmoil.over.wait(chance.uniform(0, 0.05))  # somewhere in the middle of something
            bot.process.kill_nine()
            turmoil.doubt_the_newest()
            bot = running.enter_context(installation.bot())
            turmoil.agent = bot.agent(key)
        turmoil.over.set()
        for person in people:
            person.result()
        _all_is_well(turmoil, installation)


def _all_is_well(turmoil: Turmoil, installation: Installation) -> None:
    agent, slack = turmoil.agent, turmoil.slack
    assert len(set(turmoil.accepted)) == len(turmoil.accepted), "an Idempotency-Key stood for one action"
    actions = {action_id: agent.read(action_id) for action_id in turmoil.accepted}
    undecided = [action_id for action_id in turmoil.taken if actions[action_id]["status"] == "pending"]
    assert not undecided, "a click that was taken counts"
    for action_id, decision in turmoil.answers.items():
        assert actions[action_id]["decision"] == decision, "what an agent was told stays true"
    final = [action for action in actions.values() if action["status"] != "pending"]
    assert final
    for action in final:
        assert agent.events(action["id"]).count("action.decided") == 1
    for action in actions.values():
        slack.card(action["id"], state=_shown(action), seconds=LEASES_ARE_OVER)
    cards = action_ids(slack.messages(APPROVALS))
    assert sorted(cards) == sorted(set(cards)), "one card for each"
    compared = installation.command("audit", "rebuild", "--compare")
    assert compared.returncode == 0, compared.stdout
    assert "Traceback" not in "".join(log.read_text() for log in installation.folder.glob("*sayso.log"))


def _shown(action: Any) -> str:
    return "Waiting for" if action["status"] == "pending" else action["decision"]["text"]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
