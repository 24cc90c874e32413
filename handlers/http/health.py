"""Is it alive, is it ready, what does it measure."""

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic_core import to_json

from handlers.http.api_ports import ApiPorts, Question, ReadinessCheck

PATIENCE: Final = 5.0
"""Seconds that one check may take."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HealthHandlers:
    """The handlers that the operator's tools ask."""

    api: ApiPorts

    async def alive(self, _request: web.Request) -> web.Response:
        """200 as long as the process answers at all."""
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """200 when every essential check passes, else 503; either way what is wrong and how to fix it."""
        checks = self.api.checks
        # All at once: where the database is mute, one after the other would be mute for twice as long.
        problems, states = await asyncio.gather(
            asyncio.gather(*(_asked(check, check.problem) for check in checks)),
            asyncio.gather(*(_asked(check, check.state or _nothing) for check in checks)),
        )
        told = [_told(*one) for one in zip(checks, problems, states, strict=True)]
        ready = all(problem is None for check, problem in zip(checks, problems, strict=True) if check.essential)
        status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.Response(
            body=to_json({"ready": ready, "checks": told}), status=status, content_type="application/json"
        )

    async def metrics(self, _request: web.Request) -> web.Response:
        """Everything measured, for Prometheus."""
        return web.Response(body=self.api.metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _told(check: ReadinessCheck, problem: str | None, state: str | None) -> dict[str, object]:
    how = {} if state is None else {"state": state}
    if problem is None:
        return {"name": check.name, "ok": True, **how}
    return {"name": check.name, "ok": False, "problem": problem, "fix": check.fix, **how}


async def _nothing() -> None:
    """Most checks have nothing to say while all is well."""


async def _asked(check: ReadinessCheck, question: Question) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await question()
    except TimeoutError:
        return f"no answer within {PATIENCE:.0f} seconds"
    except Exception:  # noqa: BLE001 - a broken check is a failed check, never a failed answer
        _log.exception("the readiness check %s failed", check.name)
        return "the check itself failed; the log says why"
