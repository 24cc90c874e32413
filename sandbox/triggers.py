"""Trigger ids: each opens one view within three seconds."""

import re
from dataclasses import dataclass
from secrets import token_hex
from typing import Final

from sandbox import limits
from sandbox.clock import Clock
from sandbox.refusal import SlackRefusalError

_REMEMBERED_SECONDS: Final = 3_600.0
_SHAPE: Final = re.compile(r"([0-9]{1,18})\.[0-9]+\.[0-9a-f]{32}")


@dataclass(slots=True)
class _Trigger:
    user: str
    given_at: float
    used: bool = False


class Triggers:
    """The trigger ids given out, and whether they were used."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, _Trigger] = {}
        self._count = 0

    def give(self, user: str) -> str:
        """A fresh trigger id for what this person just did."""
        now = self._clock()
        while self._given and next(iter(self._given.values())).given_at < now - _REMEMBERED_SECONDS:
            del self._given[next(iter(self._given))]
        self._count += 1
        trigger_id = f"{self._count}.{int(now)}.{token_hex(16)}"
        self._given[trigger_id] = _Trigger(user, now)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """The person behind this trigger id, which cannot be used again."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            number = _SHAPE.fullmatch(trigger_id)
            forgotten = number is not None and 0 < int(number[1]) <= self._count - len(self._given)
            raise SlackRefusalError("expired_trigger_id" if forgotten else "invalid_trigger_id")
        if trigger.used:
            raise SlackRefusalError("exchanged_trigger_id")
        if self._clock() - trigger.given_at > limits.TRIGGER_SECONDS:
            raise SlackRefusalError("expired_trigger_id")
        trigger.used = True
        return trigger.user
