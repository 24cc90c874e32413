"""A Slack client that answers from a script and remembers what it was asked."""

from __future__ import annotations

from collections import Counter
from typing import Any

from slack_sdk.errors import SlackApiError


class Reply:
    """An answer of Slack, as much of it as we read."""

    def __init__(self, data: Any, status_code: int = 200, headers: dict[str, str] | None = None) -> None:
        self.data = data
        self.status_code = status_code
        self.headers = headers or {}


def refusal(error: str, status_code: int = 200, **headers: str) -> SlackApiError:
    """What the SDK raises where Slack says no."""
    reply = Reply({"ok": False, "error": error}, status_code, {k.replace("_", "-"): v for k, v in headers.items()})
    return SlackApiError("The request to the Slack API failed.", reply)


def scripted_slack(**answers: list[Any]) -> Any:
    """A client for whoever wants an ``AsyncWebClient`` and calls only what is scripted."""
    return ScriptedSlack(**answers)


class ScriptedSlack:
    """``ScriptedSlack(users_info=[{...}, refusal("user_not_found")])``: the last answer is given again and again."""

    def __init__(self, **answers: list[Any]) -> None:
        self._answers = answers
        self.asked: Counter[str] = Counter()
        self.arguments: list[dict[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        if name not in self._answers:
            raise AttributeError(name)

        async def call(**arguments: Any) -> Reply:
            self.asked[name] += 1
            self.arguments.append(arguments)
            answers = self._answers[name]
            answer = answers[min(self.asked[name], len(answers)) - 1]
            if isinstance(answer, BaseException):
                raise answer
            return Reply(answer)

        return call
