"""The embedded Slack workspace as a process, spoken to through its JSON API like a person at its page."""

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.acceptance.http_call import Answer, call
from tests.acceptance.patience import MACHINE_IS_BUSY, until
from tests.acceptance.processes import Process, process

APPROVALS, LEADS, DIGEST = "#agent-approvals", "#agent-approvals-leads", "#agent-digest"
SAM, LEA, DEVI, MINA, OLIVER = "U0SAM", "U0LEA", "U0DEV", "U0MINA", "U0OLI"
"""Support, team lead, fraud, vice president, and one who may decide nothing."""

Message = dict[str, Any]

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
"""The workspace grants what this asks for, and no more."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where it is, and what a bot needs to be let in."""

    url: str
    bot_token: str
    app_token: str
    process: Process

    @property
    def port(self) -> int:
        """Its port, to start another one there."""
        return int(self.url.rpartition(":")[2])

    def get(self, what: str, **query: str) -> Any:
        """What stands in the workspace."""
        answer = call("GET", f"{self.url}/sandbox/api/{what}?{urlencode(query)}")
        assert answer.status == 200, answer
        return answer.json

    def post(self, what: str, **fields: Any) -> Answer:
        """What came of a person's act."""
        return call("POST", f"{self.url}/sandbox/api/{what}", fields)

    def messages(self, channel: str) -> list[Message]:
        """Everything in the channel, replies included."""
        return list(self.get("messages", channel=channel)["messages"])

    def wait_for(self, text: str, seconds: float = MACHINE_IS_BUSY, **where: str) -> Any:
        """The message, view or ephemeral with these words, as soon as it stands there."""

        def look() -> Any:
            found = self.get("wait", text=text, timeout="5", **where)
            return found if found["ok"] else None

        return until(look, f"{text!r} in {where}", seconds)

    def card(
        self, action_id: str, channel: str = APPROVALS, state: str = "", seconds: float = MACHINE_IS_BUSY
    ) -> Message:
        """The action's card there, once it shows these words."""
        found = self.wait_for(f"id {action_id}", seconds, channel=channel)["message"]
        if state:
            found = self.wait_for(state, seconds, channel=channel, ts=found["ts"])["message"]
        return dict(found)

    def click(self, user: str, message: Message, text: str, channel: str = APPROVALS) -> bool:
        """Whether the bot took the click on the button with these words."""
        answer = self.post("click", user=user, channel=channel, ts=message["ts"], text=text)
        return answer.status == 200 and bool(answer.json["ok"])

    def press(self, user: str, message: Message, text: str, channel: str = APPROVALS, **which: str) -> None:
        """The bot has taken the click on the button with these words, where several have them with this `block_id`."""
        answer = self.post("click", user=user, channel=channel, ts=message["ts"], text=text, **which)
        assert answer.json["ok"], answer.text

    def submit(self, user: str, **values: str) -> Any:
        """What came of sending in the topmost modal."""
        view = self.wait_for("", user=user, kind="view")["view"]
        return self.post("submit", user=user, view_id=view["id"], values=values).json


def action_ids(messages: list[Message]) -> list[str]:
    """The action of each card among these messages, in their order; a card says it as “id act_…”."""
    marks = (json.dumps(one.get("blocks")).partition("id act_") for one in messages)
    return ["act_" + rest[:26] for _, mark, rest in marks if mark]


@contextlib.contextmanager
def workspace(folder: Path, port: int = 0, *, rate_limits: str = "off") -> Iterator[Workspace]:
    """A fresh workspace, ready; on the given port, or on any free one."""
    command = (sys.executable, "-m", "sandbox", "--port", str(port), "--rate-limits", rate_limits)
    with process(*command, "--manifest", str(MANIFEST), folder=folder) as running:
        said = running.says(r"workspace: (\S+)[\s\S]*bot token +(\S+)\s+app token +(\S+)\s")
        yield Workspace(said[1], said[2], said[3], running)
