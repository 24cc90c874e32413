"""Response URLs: each may be used five times within thirty minutes."""

from dataclasses import dataclass
from secrets import token_urlsafe

from sandbox import limits
from sandbox.clock import Clock
from sandbox.refusal import SlackRefusalError

NOT_FOUND = 404


@dataclass(slots=True)
class ResponseTarget:
    """Where an answer to one interaction goes, and how often that may still happen."""

    user: str
    channel: str
    message_ts: str | None
    is_ephemeral: bool
    thread_ts: str | None
    given_at: float
    uses: int = 0


class ResponseUrls:
    """The response URLs given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._targets: dict[str, ResponseTarget] = {}

    def give(
        self,
        user: str,
        channel: str,
        *,
        message_ts: str | None = None,
        is_ephemeral: bool = False,
        thread_ts: str | None = None,
    ) -> str:
        """The secret part of a fresh response URL."""
        secret, now = token_urlsafe(18), self._clock()
        self._forget_before(now - limits.RESPONSE_URL_SECONDS)
        self._targets[secret] = ResponseTarget(user, channel, message_ts, is_ephemeral, thread_ts, now)
        return secret

    def take(self, secret: str) -> ResponseTarget:
        """The target of this URL, which has one use fewer."""
        target = self._targets.get(secret)
        if target is None or self._clock() - target.given_at > limits.RESPONSE_URL_SECONDS:
            raise SlackRefusalError("expired_url", status=NOT_FOUND)
        if target.uses >= limits.RESPONSE_URL_USES:
            raise SlackRefusalError("used_url", status=NOT_FOUND)
        target.uses += 1
        return target

    def _forget_before(self, then: float) -> None:
        while self._targets and next(iter(self._targets.values())).given_at < then:
            del self._targets[next(iter(self._targets))]
