"""When Slack may be called next. Time is an argument, so that nothing here waits."""

from datetime import datetime, timedelta

POST_EVERY = timedelta(seconds=1)
"""``chat.postMessage``, for each channel."""
UPDATES_A_MINUTE = 50
UPDATE_BURST = 20
KEPT_FOR_PRESSES = 8
"""Updates kept for cards that somebody has just pressed; cards that climb by themselves wait for others."""
MOST_UPDATES = UPDATE_BURST + KEPT_FOR_PRESSES
POST, UPDATE = "chat.postMessage", "chat.update"

FIRST_REST = timedelta(seconds=1)
LONGEST_REST = timedelta(seconds=30)
"""While Slack is away it is tried this often, so that cards are right again within a minute of its return."""


class Pacing:
    """Remembers what was called when, and what Slack said about it."""

    def __init__(self, post_every: timedelta = POST_EVERY) -> None:
        """Everything is free; a channel gets one new message each ``post_every``."""
        self._post_every = post_every
        self._not_before: dict[str, datetime] = {}
        self._next_post: dict[str, datetime] = {}
        self._updates = float(MOST_UPDATES)
        self._counted_at: datetime | None = None
        self._rest = FIRST_REST
        self.quiet_until: datetime | None = None
        """Until when Slack is left alone altogether."""

    def free_at(self, method: str, channel: str, now: datetime, *, pressed: bool = False) -> datetime:
        """When it is the method's turn for this channel; `now` where it is at once."""
        if method == POST:
            return max(now, self._next_post.get(channel, now))
        needed = 1 if pressed else 1 + KEPT_FOR_PRESSES
        if method == UPDATE and self._tokens(now) < needed:
            return now + timedelta(minutes=(needed - self._updates) / UPDATES_A_MINUTE)
        return now

    def held_until(self, method: str, now: datetime) -> datetime | None:
        """Until when Slack does not want this method to be called, if it said so."""
        until = self._not_before.get(method)
        return until if until is not None and until > now else None

    def take(self, method: str, channel: str, now: datetime) -> None:
        """The method is being called for this channel."""
        if method == POST:
            self._next_post[channel] = now + self._post_every
        elif method == UPDATE:
            self._updates = self._tokens(now) - 1

    def give_back(self, method: str, channel: str) -> None:
        """The call did nothing, so its turn is not used up."""
        if method == POST:
            self._next_post.pop(channel, None)
        elif method == UPDATE:
            self._updates = min(float(MOST_UPDATES), self._updates + 1)

    def hold(self, method: str, until: datetime) -> None:
        """Slack does not want this method to be called before."""
        self._not_before[method] = max(until, self._not_before.get(method, until))

    def rest(self, now: datetime, *, at_least: timedelta = FIRST_REST) -> datetime:
        """When Slack, which is away, is tried again: less often the longer it is away, at last every half minute."""
        if self.quiet_until is None or self.quiet_until <= now:
            self.quiet_until = now + max(self._rest, at_least)
            self._rest = min(self._rest * 2, LONGEST_REST)
        return self.quiet_until

    def answered(self) -> None:
        """Slack answers again, so nothing rests any more."""
        self.quiet_until = None
        self._rest = FIRST_REST

    def _tokens(self, now: datetime) -> float:
        if self._counted_at is not None and now > self._counted_at:
            back = (now - self._counted_at) / timedelta(minutes=1) * UPDATES_A_MINUTE
            self._updates = min(float(MOST_UPDATES), self._updates + back)
        self._counted_at = max(now, self._counted_at or now)
        return self._updates
