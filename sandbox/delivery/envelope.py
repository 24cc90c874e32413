"""What the app is sent, and how it took it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of envelope that Socket Mode knows."""

    INTERACTIVE = "interactive"
    COMMAND = "slash_commands"
    EVENT = "events_api"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One payload for the app; `attempt` is above zero when an event is sent again."""

    kind: Kind
    payload: dict[str, Any]
    attempt: int = 0
    retry_reason: str | None = None

    @property
    def name(self) -> str:
        """Its name in the list of traffic: `block_actions`, `app_mention`, `/approvals`."""
        if self.kind is Kind.COMMAND:
            return str(self.payload["command"])
        return str(self.payload["event"]["type"] if self.kind is Kind.EVENT else self.payload["type"])

    @property
    def accepts_response(self) -> bool:
        """Whether the app may answer with more than an empty ack."""
        return self.kind is Kind.COMMAND or self.payload.get("type") in {
            "view_submission",
            "block_suggestion",
        }

    def as_json(self) -> dict[str, Any]:
        """The payload, with the number of the attempt once it is sent again."""
        if not self.attempt:
            return self.payload
        return {"retry_attempt": self.attempt, "retry_reason": self.retry_reason, "payload": self.payload}


@dataclass(frozen=True, slots=True)
class Ack:
    """Whether the app answered in time, after how many milliseconds, and with what.

    `status` is that of an answer over HTTP; `retry` is false when the app asked not to be sent the event again.
    """

    acked: bool
    ack_ms: float
    error: str | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    status: int | None = None
    retry: bool = True

    def as_json(self) -> dict[str, Any]:
        """The ack as the JSON API shows it."""
        return {"acked": self.acked, "ack_ms": round(self.ack_ms, 2), "error": self.error}
