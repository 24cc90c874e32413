"""A proposed action, as its agent holds it: wait for the answer, withdraw it, report what became of it."""

import asyncio
import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sayso.decision import Decision, Status, read_decision, read_status
from sayso.errors import BadAnswer, Conflict, StillPending
from sayso.transport import Request, Transport

POLL_SECONDS = 30
"""How long one poll is held open by the bot."""
BREATH_SECONDS = 0.25
"""The least time between two polls, should something on the way answer at once instead of holding them."""


class Action:
    """One action of this agent, as the bot last described it."""

    def __init__(self, transport: Transport, resource: dict[str, Any], patience: float) -> None:
        self._transport = transport
        self._patience = patience
        self._take(resource)

    def __repr__(self) -> str:
        return f"<Action {self.id} {self.status}>"

    @property
    def id(self) -> str:
        """Its identifier, good for :meth:`sayso.Client.find` after a restart of the agent."""
        return self._id

    @property
    def status(self) -> Status:
        """Where it stood when the bot last answered."""
        return self._status

    @property
    def decision(self) -> Decision | None:
        """The final answer, or None while nobody has decided."""
        return self._decision

    @property
    def deadline_at(self) -> datetime | None:
        """When silence ends it; None where no person is asked, where it is held, or while a halt stops its time."""
        at = self.resource.get("deadline_at")
        return datetime.fromisoformat(at) if at else None

    @property
    def tier(self) -> str | None:
        """Who is asked: the tier's name in the bot's policy."""
        return self.resource.get("tier")

    async def refresh(self) -> Decision | None:
        """The action is up to date; returns the decision, if there is one."""
        self._take(await self._transport.call(Request("GET", self._path), self._patience))
        return self._decision

    async def wait(self, timeout: float | None = None) -> Decision:  # noqa: ASYNC109 - the way asyncio.wait spells it
        """The final answer, however long it takes, through restarts and outages of the bot.

        ``timeout`` in seconds bounds the waiting and decides nothing: StillPending is raised and the action stays open.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                while self._decision is None:
                    began = loop.time()
                    poll = Request("GET", self._path, hold=POLL_SECONDS)
                    self._take(await self._transport.call(poll, patience=None))
                    if self._decision is None:
                        await asyncio.sleep(BREATH_SECONDS - (loop.time() - began))
        except TimeoutError:
            raise StillPending(self) from None
        return self._decision

    async def cancel(self, reason: str | None = None) -> Decision:
        """The final decision: withdrawn, or what somebody decided first."""
        try:
            self._take(await self._post("cancel", {"reason": reason} if reason else {}))
        except Conflict:
            await self.refresh()
        if self._decision is None:
            raise BadAnswer("The bot says the action is neither withdrawn nor decided. Read it again later.")
        return self._decision

    async def report(
        self,
        outcome: str,
        *,
        note: str | None = None,
        detected_at: datetime | None = None,
        severity: str | None = None,
        happened_at: datetime | None = None,
    ) -> None:
        """The bot knows what happened: ``executed``, ``failed``, or later ``error_found``.

        With ``error_found``: ``severity`` (``low``, ``medium``, ``high``, ``critical``), when it happened and when it
        was noticed, both with a time zone. Saying the same twice changes nothing.
        """
        said: dict[str, Any] = {"outcome": outcome}
        if note is not None:
            said["note"] = note
        if detected_at is not None:
            said["detected_at"] = detected_at.isoformat()
        if severity is not None:
            said["severity"] = severity
        if happened_at is not None:
            said["happened_at"] = happened_at.isoformat()
        self._take(await self._post("outcome", said))

    @property
    def _path(self) -> str:
        return f"v1/actions/{quote(self._id, safe='')}"

    async def _post(self, verb: str, content: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        request = Request("POST", f"{self._path}/{verb}", json.dumps(content, allow_nan=False).encode(), headers)
        return await self._transport.call(request, self._patience)

    def _take(self, resource: dict[str, Any]) -> None:
        """The answer is read whole before anything is kept, so that one that is not understood changes nothing."""
        action_id = resource.get("id")
        if not isinstance(action_id, str):
            raise BadAnswer("The server sent an action without an id.")
        status, decision = read_status(resource), read_decision(resource)
        self.resource = resource
        """The action as the bot sent it."""
        self._id, self._status, self._decision = action_id, status, decision
