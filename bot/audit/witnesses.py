"""Witnesses are asked over HTTP to cosign what was signed; each at its own pace."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp
import structlog

from oversight.audit.log.note import cosigned_at, read_signature
from oversight.audit.log.trust_policy import Witness, spelled
from oversight.ports.audit import AuditLog
from oversight.ports.world import Clock
from oversight.usecases.audit.ask_witness import Answer, WitnessLine, WitnessSilent, ask_witness, key_text

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 10.0
"""For one whole answer."""
LONGEST_ANSWER = 2**16
"""Bytes; a hundred signatures have fewer."""
LONGEST_WORDS = 300
LONGEST_REST = 300.0
"""Seconds in which a witness is left alone that does not cosign; fewer after the first times."""


class HttpWitness:
    """A witness behind its submission prefix."""

    def __init__(self, url: str, session: aiohttp.ClientSession, patience: float = PATIENCE_SECONDS) -> None:
        """At this URL, which :func:`is_prefix` likes."""
        self._url = f"{url.rstrip('/')}/add-checkpoint"
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=patience)

    async def add_checkpoint(self, request: str) -> Answer:
        """Its answer; raises WitnessSilent. Nobody is sent elsewhere: what is at the URL is the witness or is not."""
        data, headers = request.encode(), {"Content-Type": "text/plain"}
        try:
            asked = self._session.post(
                self._url, data=data, headers=headers, timeout=self._timeout, allow_redirects=False
            )
            async with asked as response:
                body = (await _read(response)).decode(errors="replace")
                return Answer(response.status, response.headers.get("Content-Type", ""), body)
        except TimeoutError as error:
            raise WitnessSilent(f"no answer within {self._timeout.total:g} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Without the error's words: they may hold the URL, and whatever stands in it.
            raise WitnessSilent(f"it cannot be reached ({type(error).__name__})") from error


class WitnessWay:
    """One way out of the house: to a witness, whose cosignatures come back."""

    def __init__(
        self,
        witness: Witness,
        line: WitnessLine,
        book: AuditLog,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Not asked yet."""
        self.name = f"witness {spelled(witness.name)}"
        self._witness = witness
        self._line = line
        self._book = book
        self._clock = clock
        self._monotonic = monotonic
        self._trouble: str | None = None
        self._times = 0
        self._rests_until = 0.0

    async def catch_up(self) -> None:
        """The witness has cosigned the newest checkpoint, or is left alone for a while."""
        if self._times and self._monotonic() < self._rests_until:
            return
        try:
            trouble = await ask_witness(self._book, self._witness, self._line)
        except WitnessSilent as error:
            trouble = str(error)
        trouble = trouble and trouble[:LONGEST_WORDS]
        if trouble is not None and trouble != self._trouble:
            log.error("a witness does not cosign", witness=spelled(self._witness.name), why=trouble)
        elif trouble is None and self._trouble is not None:
            log.warning("a witness cosigns again", witness=spelled(self._witness.name))
        self._trouble = trouble
        self._times = 0 if trouble is None else self._times + 1
        self._rests_until = self._monotonic() + min(2.0**self._times, LONGEST_REST)

    async def trouble(self) -> str | None:
        """Why it does not cosign; None while it does."""
        return self._trouble

    async def age(self) -> str | None:
        """How old its newest cosignature is."""
        head = await self._book.head()
        newest = await self._book.newest_cosignature(head.number, key_text(self._witness.key))
        if newest is None:
            return "it has cosigned nothing yet"
        seconds = self._clock.now().timestamp() - cosigned_at(read_signature(newest.line))
        return f"its newest cosignature is of {newest.size:,} leaves and {max(0.0, seconds):,.0f} s old"


def is_prefix(url: str) -> bool:
    """Whether a witness can be asked at this URL."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment


async def _read(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LONGEST_ANSWER:
            raise WitnessSilent("its answer is far too long")
    return bytes(body)
