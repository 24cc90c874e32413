"""Identifiers that sort by time: a word for what they name, 48 bits of milliseconds and 56 random bits, in hex."""

import secrets

from oversight.action.personal import SALT_BYTES
from oversight.ports.world import Clock

RANDOM_BYTES = 7
AT_ONCE = 100


class SortedIds:
    """Fresh identifiers, timed by the clock that the replicas share."""

    def __init__(self, clock: Clock) -> None:
        """By this clock."""
        self._clock = clock
        self._random: list[str] = []

    def action_id(self) -> str:
        return self._fresh("act")

    def agent_id(self) -> str:
        return self._fresh("agt")

    def digest_id(self) -> str:
        return self._fresh("dig")

    def halt_id(self) -> str:
        return self._fresh("hlt")

    def standing_id(self) -> str:
        return self._fresh("sta")

    def edit_token(self) -> str:
        return self._fresh("edt")

    def salt(self) -> str:
        return secrets.token_hex(SALT_BYTES)

    def _fresh(self, word: str) -> str:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        if not self._random:
            # Asking the kernel costs more than all the rest of an id, so it is asked for many at once.
            drawn = secrets.token_hex(AT_ONCE * RANDOM_BYTES)
            self._random = [drawn[start : start + 2 * RANDOM_BYTES] for start in range(0, len(drawn), 2 * RANDOM_BYTES)]
        return f"{word}_{milliseconds:012x}{self._random.pop()}"
