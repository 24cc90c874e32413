"""Trigger ids: each opens one view within three seconds."""

from dataclasses import dataclass
from secrets import token_hex

from sandbox import limits
from sandbox.clock import Clock
from sandbox.refusal import SlackRefusalError


@dataclass(slots=True)
class _Trigger:
    user: str
    given_at: float
    used: bool = False


class Triggers:
    """The trigger ids given out, and whether they were exchanged."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, _Trigger] = {}

    def give(self, user: str) -> str:
        """A fresh trigger id for what this person just did."""
        trigger_id = f"{len(self._given) + 1}.{int(self._clock())}.{token_hex(16)}"
        self._given[trigger_id] = _Trigger(user, self._clock())
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """The person behind this trigger id, which cannot be used again."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise SlackRefusalError("invalid_trigger_id")
        if trigger.used:
            raise SlackRefusalError("exchanged_trigger_id")
        if self._clock() - trigger.given_at > limits.TRIGGER_SECONDS:
            raise SlackRefusalError("expired_trigger_id")
        trigger.used = True
        return trigger.user
