"""Signed HTTP: the same payloads, posted to the app's request URL with Slack's signature."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp

from sandbox import limits
from sandbox.clock import Clock
from sandbox.delivery.envelope import Ack, Envelope, Kind
from sandbox.strict_json import read_json

_MAX_REDIRECTS: Final = 2


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of `X-Slack-Signature` for this body at this time."""
    base = f"{limits.SIGNATURE_VERSION}:{timestamp}:".encode() + body
    return f"{limits.SIGNATURE_VERSION}={hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()}"


class SignedHttp:
    """Posts payloads to a request URL and reads the answers."""

    def __init__(self, clock: Clock, signing_secret: str) -> None:
        self._clock = clock
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None

    async def send(self, url: str, envelope: Envelope) -> Ack:
        """The app's answer to this payload, or what kept it from coming within three seconds."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        body, content_type = _encoded(envelope)
        timestamp = str(int(self._clock()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (sandbox)",
        }
        if envelope.attempt:
            headers["X-Slack-Retry-Num"] = str(envelope.attempt)
            headers["X-Slack-Retry-Reason"] = envelope.retry_reason or "http_error"
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(limits.ACK_SECONDS):
                ack = await self._post(url, body, headers, envelope)
        except TimeoutError:
            ack = _failed("operation_timeout")
        except aiohttp.TooManyRedirects:
            ack = _failed("too_many_redirects")
        except aiohttp.ClientSSLError:
            ack = _failed("ssl_error")
        except aiohttp.ClientError:
            ack = _failed("app_not_reachable")
        return replace(ack, ack_ms=(loop.time() - began) * 1000)

    async def close(self) -> None:
        """No connection is open."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, url: str, body: bytes, headers: dict[str, str], envelope: Envelope) -> Ack:
        assert self._session is not None
        async with self._session.post(url, data=body, headers=headers, max_redirects=_MAX_REDIRECTS) as response:
            text = await response.text(errors="replace")
            status = response.status
            taken = status == HTTPStatus.OK or (envelope.kind is Kind.EVENT and response.ok)
            again = response.headers.get("X-Slack-No-Retry") != "1"
            if taken:
                return Ack(acked=True, ack_ms=0, answer=_answer(text), status=status)
            return Ack(acked=False, ack_ms=0, error=f"http_{status}", status=status, retry=again)


def _failed(error: str) -> Ack:
    return Ack(acked=False, ack_ms=0, error=error)


def _encoded(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind is Kind.EVENT:
        return json.dumps(envelope.payload).encode(), "application/json"
    fields = envelope.payload if envelope.kind is Kind.COMMAND else {"payload": json.dumps(envelope.payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _answer(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        said = read_json(text)
    except ValueError:
        return {"text": text}
    return said if isinstance(said, dict) else {"text": text}
