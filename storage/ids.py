"""Identifiers that sort by time: ULIDs, in lower case, with a word for what they name."""

from ulid import ULID

from oversight.ports import Clock


class UlidIds:
    """Fresh identifiers, timed by the clock that the replicas share."""

    def __init__(self, clock: Clock) -> None:
        """By this clock."""
        self._clock = clock

    def action_id(self) -> str:
        """``act_`` and 26 characters."""
        return self._fresh("act")

    def agent_id(self) -> str:
        """``agt_`` and 26 characters."""
        return self._fresh("agt")

    def digest_id(self) -> str:
        """``dig_`` and 26 characters."""
        return self._fresh("dig")

    def _fresh(self, word: str) -> str:
        return f"{word}_{ULID.from_datetime(self._clock.now())}".lower()
