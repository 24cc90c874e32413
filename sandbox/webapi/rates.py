"""Slack's rate tiers: so many calls of a method a minute, and about one message a second in a channel.

The speed says how much faster than Slack's the clock of the rates runs: at 60, a minute's worth of calls comes back in
a second, so that a test meets every limit without waiting for it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sandbox.clock import Clock
from sandbox.refusal import SlackRefusalError

TIER_1: Final = 1
TIER_2: Final = 20
TIER_3: Final = 50
TIER_4: Final = 100
SPECIAL: Final = 600
PER_MINUTE: Final[Mapping[str, int]] = MappingProxyType(
    {
        "apps.connections.open": TIER_1,
        "auth.test": SPECIAL,
        "blocks.validate": TIER_4,
        "bots.info": TIER_3,
        "chat.delete": TIER_3,
        "chat.deleteScheduledMessage": TIER_3,
        "chat.getPermalink": SPECIAL,
        "chat.postEphemeral": TIER_4,
        "chat.postMessage": SPECIAL,
        "chat.scheduleMessage": TIER_3,
        "chat.scheduledMessages.list": TIER_3,
        "chat.update": TIER_3,
        "conversations.create": TIER_2,
        "conversations.history": TIER_3,
        "conversations.info": TIER_3,
        "conversations.join": TIER_3,
        "conversations.list": TIER_2,
        "conversations.members": TIER_4,
        "conversations.open": TIER_3,
        "conversations.rename": TIER_2,
        "conversations.replies": TIER_3,
        "files.completeUploadExternal": TIER_4,
        "files.delete": TIER_3,
        "files.getUploadURLExternal": TIER_4,
        "files.info": TIER_4,
        "reactions.add": TIER_3,
        "reactions.get": TIER_3,
        "reactions.remove": TIER_2,
        "team.info": TIER_3,
        "usergroups.disable": TIER_2,
        "usergroups.enable": TIER_2,
        "usergroups.list": TIER_2,
        "usergroups.update": TIER_2,
        "usergroups.users.list": TIER_2,
        "usergroups.users.update": TIER_2,
        "users.info": TIER_4,
        "users.list": TIER_2,
        "users.lookupByEmail": TIER_3,
        "views.open": TIER_4,
        "views.publish": TIER_4,
        "views.push": TIER_4,
        "views.update": TIER_4,
    }
)
SMALLEST_BURST: Final = 10  # Slack lets short bursts pass; ten connections may open at once
POSTS_PER_SECOND: Final = 1.0
POST_BURST: Final = 3
_MINUTE: Final = 60.0
_ROUNDING: Final = 1e-6  # who waited as long as `Retry-After` said gets through
_TOO_MANY: Final = 429


@dataclass(slots=True)
class _Bucket:
    """Tokens that come back at a steady rate, up to a burst."""

    tokens: float
    counted_at: float

    def seconds_until_free(self, now: float, rate: float, burst: float) -> float:
        self.tokens = min(burst, self.tokens + (now - self.counted_at) * rate)
        self.counted_at = now
        if self.tokens >= 1 - _ROUNDING:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / rate


class RateLimits:
    """Counts calls and refuses those beyond Slack's rates, while switched on; the speed may change at any time."""

    def __init__(self, clock: Clock, *, enabled: bool, speed: float = 1.0) -> None:
        self.enabled = enabled
        self.speed = speed
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def refuse_excess(self, method: str, channel: str | None) -> None:
        """Nothing happens, or 429 with `Retry-After` is raised."""
        if not self.enabled:
            return
        per_minute = PER_MINUTE.get(method, TIER_3)
        wait = self._take(method, per_minute / _MINUTE, max(per_minute, SMALLEST_BURST))
        if not wait and method == "chat.postMessage" and channel:
            wait = self._take(f"{method}:{channel}", POSTS_PER_SECOND, POST_BURST)
        if wait:
            seconds = str(math.ceil(wait))
            raise SlackRefusalError("ratelimited", status=_TOO_MANY, headers={"Retry-After": seconds})

    def _take(self, key: str, rate: float, burst: float) -> float:
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        return bucket.seconds_until_free(now, rate * self.speed, burst)
