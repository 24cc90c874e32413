"""Response URLs of presses on our messages: for a while, a way to change the message beside the rate of chat.update.

Whoever has one can write in our name, so that they are kept in memory only, and never logged.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from oversight.ports.delivery import MessageKind, Posting

USES = 4
"""Slack lets one be used five times; the last is left for a word to the person who pressed."""
GOOD_SECONDS = 29 * 60.0
"""Slack takes them for half an hour."""
OF_ONE_MESSAGE = 4
MOST_MESSAGES = 20_000

Key = tuple[MessageKind, str]


@dataclass(slots=True)
class _Url:
    url: str
    ts: str
    heard_at: float
    uses_left: int = USES


class ResponseUrls:
    """The newest few response URLs of each message that was pressed lately."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """No URL is known yet."""
        self._monotonic = monotonic
        self._urls: OrderedDict[Key, deque[_Url]] = OrderedDict()

    def heard(self, posting: Posting, url: str) -> None:
        """Somebody pressed on this message where it stands, and Slack gave this URL."""
        if posting.ts is None:
            return
        key, now = (posting.kind, posting.ref), self._monotonic()
        known = self._urls.setdefault(key, deque(maxlen=OF_ONE_MESSAGE))
        if all(held.url != url for held in known):
            known.append(_Url(url, posting.ts, now))
        self._urls.move_to_end(key)
        self._forget(now)

    def take(self, posting: Posting) -> str | None:
        """A URL that changes this message, counted as used once more; None where none is known."""
        known = self._urls.get((posting.kind, posting.ref), ())
        oldest = self._monotonic() - GOOD_SECONDS
        for held in reversed(known):
            if held.uses_left and held.ts == posting.ts and held.heard_at > oldest:
                held.uses_left -= 1
                return held.url
        return None

    def refused(self, posting: Posting, url: str) -> None:
        """The URL is not used again, because Slack refused it."""
        for held in self._urls.get((posting.kind, posting.ref), ()):
            if held.url == url:
                held.uses_left = 0

    def _forget(self, now: float) -> None:
        """URLs that are too old are dropped; where there are too many, those of the messages pressed longest ago."""
        while self._urls:
            newest = next(iter(self._urls.values()))[-1]
            if len(self._urls) <= MOST_MESSAGES and now - newest.heard_at < GOOD_SECONDS:
                return
            self._urls.popitem(last=False)
