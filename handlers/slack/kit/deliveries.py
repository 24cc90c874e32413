"""What Slack has delivered lately, by Slack's own ids: the second delivery of a payload has no effect.

Slack gives each act of a person a trigger of its own, and each event an id. A payload that comes again (from Slack, a
proxy, or somebody who caught a signed request) has the same one.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from handlers.slack.kit.clicks import Body

REMEMBERED_SECONDS = 15 * 60.0
"""A signed request is accepted for five minutes, and clocks may differ by five more."""
MOST = 20_000

Answer = dict[str, Any]
Identity = tuple[str, ...]


class Delivery:
    """One payload, which Slack may deliver more than once."""

    def __init__(self, at: float) -> None:
        """The payload has come for the first time and is not answered yet."""
        self.at = at
        self._answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    def answered(self, answer: Answer) -> None:
        """This is what Slack was told."""
        if not self._answer.done():
            self._answer.set_result(answer)

    async def answer(self, patience_seconds: float) -> Answer:
        """What Slack was told the first time, as soon as that is known; None where it is not known in time."""
        await asyncio.wait({self._answer}, timeout=patience_seconds)
        return self._answer.result() if self._answer.done() else {}


class Deliveries:
    """The newest deliveries, for some minutes. Only in memory, because another replica may have to answer (ADR 16)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """No payload has come."""
        self._monotonic = monotonic
        self._known: OrderedDict[Identity, Delivery] = OrderedDict()

    def take(self, body: Body) -> tuple[Delivery, bool]:
        """The delivery of this payload, and whether it has come before."""
        now, identity = self._monotonic(), identity_of(body)
        self._forget(now)
        if identity is None:
            return Delivery(now), False
        known = self._known.get(identity)
        if known is not None:
            return known, True
        self._known[identity] = Delivery(now)
        return self._known[identity], False

    def _forget(self, now: float) -> None:
        while self._known:
            oldest = next(iter(self._known.values()))
            if len(self._known) < MOST and now - oldest.at < REMEMBERED_SECONDS:
                return
            self._known.popitem(last=False)


def identity_of(body: Body) -> Identity | None:
    """Slack's own id of this act or event; None where it gives none."""
    if body.get("event_id"):
        return "event", str(body["event_id"])
    action_ts = str((body.get("actions") or [{}])[0].get("action_ts") or body.get("action_ts") or "")
    trigger_id = str(body.get("trigger_id") or "")
    if not trigger_id and not action_ts:
        return None
    who = str((body.get("user") or {}).get("id") or body.get("user_id") or "")
    return str(body.get("type") or "command"), who, trigger_id, action_ts
