"""A bot in memory that speaks the agents' contract over real HTTP. A fake: it has no policy, no storage and no Slack.

A test decides by :meth:`FakeBot.decide`, and makes trouble with :meth:`FakeBot.fail_next`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "say_test"
NAMES = {"human": "Lea Brandt", "policy": "policy", "timeout": "nobody", "agent": "refund-bot"}


@dataclass
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    idempotency_key: str | None
    body: dict[str, Any]


@dataclass
class FakeBot:
    """Actions by id, every request seen, and the failures that the next requests will meet."""

    longest_hold: float = 30.0
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_idempotency_key: dict[str, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    failures: list[web.Response | str] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    auto: set[str] = field(default_factory=set)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def app(self) -> web.Application:
        app = web.Application(middlewares=[self._door])
        app.router.add_post("/v1/actions", self._propose)
        app.router.add_get("/v1/actions/{id}", self._read)
        app.router.add_post("/v1/actions/{id}/cancel", self._cancel)
        app.router.add_post("/v1/actions/{id}/outcome", self._outcome)
        return app

    def fail_next(self, *failures):
        """Each of the next requests gets one of these: a response, or ``hang up`` after the work was done."""
        self.failures.extend(failures)

    async def decide(self, action_id, status, by="human", **said):
        """The action's final answer, and whoever waits is told."""
        action = self.actions[action_id]
        decided_by = {"kind": by, "id": f"id-of-{by}", "name": NAMES[by]}
        at = "2026-05-01T12:03:41Z"
        action["decision"] = {"decided_by": decided_by, "at": at, "reason": None, "changes": [], **said}
        action["status"] = status
        async with self.changed:
            self.changed.notify_all()

    async def expect_waiting(self, times=1):
        """So many polls have arrived."""
        async with self.changed:
            await self.changed.wait_for(lambda: len(self.polls) >= times)

    @property
    def polls(self):
        return [seen for seen in self.seen if seen.method == "GET"]

    @property
    def proposals(self):
        return [seen for seen in self.seen if seen.path == "/v1/actions" and seen.method == "POST"]

    @property
    def outcomes(self):
        return [seen.body for seen in self.seen if seen.path.endswith("/outcome")]

    @web.middleware
    async def _door(self, request, handler):
        body = json.loads(await request.read() or b"{}")
        async with self.changed:
            self.seen.append(Seen(request.method, request.path, request.headers.get("Idempotency-Key"), body))
            self.changed.notify_all()
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return problem(401, "unauthorized", "This key opens nothing.")
        failure = self.failures.pop(0) if self.failures else None
        if isinstance(failure, web.Response):
            return failure
        answer = await handler(request)
        if failure == "hang up":
            request.transport.abort()
        return answer

    async def _propose(self, request):
        body = await request.json()
        if body["payload"] == {"amount": "much"}:
            return problem(422, "invalid_payload", "It does not fit.", faults={"$.amount": "not a number"})
        if body["action_type"] == "forbidden":
            return problem(403, "scope", "This key is not good for forbidden.")
        key = request.headers["Idempotency-Key"]
        if known := self.by_idempotency_key.get(key):
            return web.json_response(self.actions[known])
        action_id = self.by_idempotency_key[key] = f"act_{next(self.numbers)}"
        self.actions[action_id] = {
            "id": action_id,
            "status": "pending",
            "version": 1,
            "tier": "team_lead",
            "payload": body["payload"],
            "decision": None,
            "deadline_at": "2026-05-01T12:10:00Z",
        }
        if body["action_type"] in self.auto:
            await self.decide(action_id, "approved", by="policy")
        return web.json_response(self.actions[action_id], status=201)

    async def _read(self, request):
        action = self.actions.get(request.match_info["id"])
        if action is None:
            return problem(404, "action_not_found", "There is no such action.")
        hold = min(float(request.query.get("wait", 0)), self.longest_hold)
        try:
            async with asyncio.timeout(hold), self.changed:
                await self.changed.wait_for(lambda: action["status"] != "pending")
        except TimeoutError:
            pass
        return web.json_response(action)

    async def _cancel(self, request):
        action = self.actions[request.match_info["id"]]
        if action["status"] != "pending":
            return problem(409, "already_decided", "Somebody was first.")
        reason = (await request.json()).get("reason")
        await self.decide(action["id"], "cancelled", by="agent", reason=reason)
        return web.json_response(action)

    async def _outcome(self, request):
        action = self.actions[request.match_info["id"]]
        if action["status"] not in {"approved", "modified"}:
            return problem(409, "not_released", "It should not have run.")
        action["outcome"] = await request.json()
        return web.json_response(action)


def problem(status, code, detail, faults=None, **headers):
    """An RFC 9457 answer."""
    errors = [{"path": path, "detail": wrong} for path, wrong in (faults or {}).items()]
    said = {"type": "about:blank", "title": "No", "status": status, "detail": detail, "code": code, "errors": errors}
    body = json.dumps(said)
    return web.Response(
        status=status,
        body=body.encode(),
        content_type="application/problem+json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
