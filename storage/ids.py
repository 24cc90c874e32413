"""Identifiers that sort by time: a word for what they name, 48 bits of milliseconds and 56 random bits, in hex."""

import secrets

from oversight.ports import Clock


class SortedIds:
    """Fresh identifiers, timed by the clock that the replicas share."""

    def __init__(self, clock: Clock) -> None:
        """By this clock."""
        self._clock = clock
        self._random = b""

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
        milliseconds = int(self._clock.now().timestamp() * 1000)
        return f"{word}_{milliseconds:012x}{self._seven_random_bytes().hex()}"

    def _seven_random_bytes(self) -> bytes:
        # Asking the kernel costs more than all the rest of an id, so it is asked for many at once.
        if not self._random:
            self._random = secrets.token_bytes(700)
        taken, self._random = self._random[:7], self._random[7:]
        return taken
