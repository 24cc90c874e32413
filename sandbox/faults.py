"""Faults on request: a method fails with an error, a status or a delay, a given number of times."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.refusal import SlackRefusalError

EVERY_METHOD = "*"
RESPONSE_URL = "response_url"
"""Not a method, but it can fail like one."""


@dataclass(slots=True)
class Fault:
    """How calls of one method go wrong, and how many more of them do; `drop` breaks the line without an answer."""

    method: str
    times: int
    error: str | None = None
    status: int | None = None
    delay: float = 0.0
    retry_after: int | None = None
    after_effect: bool = False
    drop: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fault as the JSON API shows it."""
        return asdict(self)


class Faults:
    """The faults in force; `after_effect` lets a call take effect before its answer is lost."""

    def __init__(self) -> None:
        self._standing: list[Fault] = []
        self.on_change: Callable[[], None] = lambda: None

    def add(self, fault: Fault) -> None:
        """The fault holds for its next calls."""
        self._standing.append(fault)
        self.on_change()

    def remove(self, index: int) -> bool:
        """Whether there was a fault at this index; it is removed."""
        if not 0 <= index < len(self._standing):
            return False
        del self._standing[index]
        self.on_change()
        return True

    def clear(self) -> None:
        """No faults are left."""
        self._standing.clear()
        self.on_change()

    def take(self, method: str) -> Fault | None:
        """The fault that strikes this call; it has one use fewer."""
        for fault in self._standing:
            if fault.method == method or (fault.method == EVERY_METHOD and method != RESPONSE_URL):
                fault.times -= 1
                if fault.times <= 0:
                    # By identity: two faults that say the same are equal, and another one may stand first.
                    self._standing = [one for one in self._standing if one is not fault]
                self.on_change()
                return fault
        return None

    def as_json(self) -> list[dict[str, Any]]:
        """The faults in force, in the order in which they strike."""
        return [fault.as_json() for fault in self._standing]


async def strike(fault: Fault, request: web.Request) -> None:
    """The request is slow, refused, or has its line broken, as the fault says."""
    await asyncio.sleep(fault.delay)
    if fault.drop and request.transport is not None:
        request.transport.abort()
    limited = fault.status == HTTPStatus.TOO_MANY_REQUESTS
    retry_after = 1 if limited and fault.retry_after is None else fault.retry_after
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if fault.drop or fault.status is not None or fault.error is not None:
        error = fault.error or ("ratelimited" if limited else "internal_error")
        raise SlackRefusalError(error, status=fault.status or HTTPStatus.OK, headers=headers)
