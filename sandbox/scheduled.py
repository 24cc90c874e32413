"""Messages that wait for their time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sandbox import limits
from sandbox.clock import Clock
from sandbox.refusal import SlackRefusalError
from sandbox.world import new_id

_LONGEST_REST = 1.0  # a clock may be turned, or the machine may have slept


@dataclass(frozen=True, slots=True)
class ScheduledMessage:
    """One message, where it goes and when, and how it is posted then."""

    id: str
    channel: str
    text: str
    post_at: int
    created: int
    post: Callable[[], None]


class Scheduled:
    """The messages that wait; a timer posts each at its time, for as long as any wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, ScheduledMessage] = {}
        self._timer: asyncio.TimerHandle | None = None

    def add(self, channel: str, text: str, post_at: int, post: Callable[[], None]) -> ScheduledMessage:
        """The message waits, or it is refused: too late, too far off, or one too many within five minutes."""
        now = self._clock()
        if post_at <= now:
            raise SlackRefusalError("time_in_past")
        if post_at > now + limits.SCHEDULE_SECONDS:
            raise SlackRefusalError("time_too_far")
        self._refuse_crowd(channel, post_at)
        message = ScheduledMessage(new_id("Q"), channel, text, post_at, int(now), post)
        self._waiting[message.id] = message
        self._rest()
        return message

    def remove(self, channel: str, message_id: str) -> None:
        """The message will not be posted; refused when it is unknown or about to be posted."""
        message = self._waiting.get(message_id)
        too_late = message is not None and message.post_at - self._clock() <= limits.SCHEDULE_FIXED_SECONDS
        if message is None or message.channel != channel or too_late:
            raise SlackRefusalError("invalid_scheduled_message_id")
        del self._waiting[message_id]

    def waiting(self) -> list[ScheduledMessage]:
        """The messages that wait, first to be posted first."""
        return sorted(self._waiting.values(), key=lambda one: one.post_at)

    def post_due(self) -> None:
        """Every message whose time has come is posted."""
        now = self._clock()
        for message in self.waiting():
            if message.post_at <= now:
                del self._waiting[message.id]
                message.post()

    def stop(self) -> None:
        """Nothing is posted by itself any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse_crowd(self, channel: str, post_at: int) -> None:
        """With this one, no five minutes hold more messages than Slack takes."""
        times = sorted([post_at, *(one.post_at for one in self._waiting.values() if one.channel == channel)])
        for first, last in zip(times, times[limits.SCHEDULED_PER_WINDOW :], strict=False):
            if last - first < limits.SCHEDULE_WINDOW_SECONDS:
                raise SlackRefusalError("restricted_too_many")

    def _rest(self) -> None:
        self.stop()
        if self._waiting:
            pause = min(max(self.waiting()[0].post_at - self._clock(), 0), _LONGEST_REST)
            self._timer = asyncio.get_running_loop().call_later(pause, self._wake)

    def _wake(self) -> None:
        try:
            self.post_due()
        finally:
            self._rest()
