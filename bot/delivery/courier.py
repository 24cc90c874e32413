"""The courier: takes rows from the outbox, one at a time in each lane, and delivers or postpones them.

A row is claimed by a short lease, which is renewed while the row is worked on. Whatever happens to this process, the
row comes back within seconds, marked as in doubt.
"""

import asyncio
from collections.abc import Collection, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog
from msgspec import structs

from bot.delivery.attendance import TooFewReviewers
from bot.delivery.not_yet import NotYet
from bot.delivery.pacing import UPDATE, Pacing
from bot.delivery.recovery import Recovery
from bot.delivery.send import Sender
from bot.slack.fault import SlackFault
from oversight.ports.delivery import Claimed, Lane, MessageKind, Outbox, Posting
from oversight.ports.world import Clock

log = structlog.get_logger(__name__)

IDLE_SECONDS = 1.0
"""Without a hint the outbox is looked at this often: another replica, or a restart, may have filled it."""
GATHER_SECONDS = 0.05
FAREWELL_SECONDS = 5.0
RENEW_EVERY = timedelta(seconds=4)
"""Often enough that a few of them may fail before a lease ends."""
AFTER_A_BUG = timedelta(seconds=10)
PRESS_PAUSE, LONGEST_PRESS_PAUSE = timedelta(seconds=0.05), timedelta(seconds=1)
"""While somebody else is sending a pressed card it is looked at again this often."""
PRESSES_AT_ONCE = 4
"""Half of the connections to the database: what came of a press must not keep the next click from being answered."""
PRESSED_FOR = timedelta(minutes=1)
"""How long a pressed card is tried before its turn; after that it is like any other."""


@dataclass(frozen=True, slots=True)
class Press:
    """A message that somebody has just changed by pressing, and that therefore goes before all others."""

    posting: Posting
    due_at: datetime
    until: datetime
    tries: int = 0


class Courier:
    """Sends what is due; :meth:`wake` makes it look at once."""

    def __init__(self, outbox: Outbox, sender: Sender, recovery: Recovery, pacing: Pacing, clock: Clock) -> None:
        """Ready; :meth:`run` makes it work by itself, :meth:`deliver_due_once` makes it work once."""
        self._outbox = outbox
        self._sender = sender
        self._recovery = recovery
        self._pacing = pacing
        self._clock = clock
        self._in_progress: dict[Lane, asyncio.Task[datetime | None]] = {}
        self._held: dict[Lane, Claimed] = {}
        self._renewed_at: datetime | None = None
        self._closed_until: dict[Lane, datetime] = {}
        self._redraws: dict[tuple[MessageKind, str], Posting] = {}
        self._redrawing: set[asyncio.Task[None]] = set()
        self._presses: dict[tuple[MessageKind, str], Press] = {}
        self._held_pressed: dict[int, Claimed] = {}
        self._may_press = asyncio.Semaphore(PRESSES_AT_ONCE)
        self._alone: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._woken = asyncio.Event()
        self._closing = False

    @property
    def trouble(self) -> str | None:
        """Why nothing can be delivered at present, for readiness; None where nothing is known to be wrong."""
        return self._recovery.trouble

    def wake(self, lanes: Collection[Lane]) -> None:
        """Something was committed that is to be delivered in these lanes."""
        if not all(lane in self._in_progress or lane in self._closed_until for lane in lanes):
            self._woken.set()

    def redraw(self, posting: Posting) -> None:
        """The message is made to show today's state soon, because somebody was seen to look at an old one."""
        self._redraws[posting.kind, posting.ref] = posting
        self._woken.set()

    def pressed(self, posting: Posting) -> None:
        """The message shows what somebody's press has just changed before any other message is sent.

        The outbox stays the truth: its row is leased like any other, and comes back whatever happens here.
        """
        now = self._clock.now()
        self._presses[posting.kind, posting.ref] = Press(posting, now, now + PRESSED_FOR)
        self._start_presses(now)

    def heard(self, posting: Posting, url: str) -> None:
        """The message can be changed for a while by this response URL of a press on it."""
        self._sender.response_urls.heard(posting, url)

    async def run(self) -> None:
        """Delivers until :meth:`close`; a fault of the database or a bug is logged and does not end it."""
        while not self._closing:
            self._woken.clear()
            now = self._clock.now()
            try:
                self._start_presses(now)
                self._start_redraws(now)
                await self._renew(now)
                await self._start_due(now)
            except Exception:
                log.exception("the outbox could not be read; trying again")
            try:
                async with asyncio.timeout(self._idle_seconds(now)):
                    await self._woken.wait()
            except TimeoutError:
                continue
            if not self._closing:
                # In a busy hour every commit calls; one look serves all calls that came meanwhile.
                await asyncio.sleep(GATHER_SECONDS)

    async def close(self) -> None:
        """Nothing is in progress. What could not be finished in a few seconds is sent after its lease ends."""
        self._closing = True
        self._woken.set()
        tasks = [*self._in_progress.values(), *self._redrawing]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=FAREWELL_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def deliver_due_once(self, now: datetime) -> int:
        """How many rows were taken up; each of them is delivered or postponed when this returns."""
        self._start_presses(now)
        self._start_redraws(now)
        await asyncio.gather(*self._redrawing)
        started = await self._start_due(now)
        await asyncio.gather(*started)
        return len(started)

    async def _start_due(self, now: datetime) -> list[asyncio.Task[datetime | None]]:
        if self._closing or (self._pacing.quiet_until is not None and self._pacing.quiet_until > now):
            return []
        self._closed_until = {lane: until for lane, until in self._closed_until.items() if until > now}
        busy = self._in_progress.keys() | self._closed_until.keys()
        started = []
        for claimed in await self._outbox.claim(now, busy):
            task = asyncio.create_task(self._see_to(claimed, now))
            lane = claimed.lane
            self._in_progress[lane], self._held[lane] = task, claimed
            task.add_done_callback(partial(self._free, lane))
            started.append(task)
        return started

    async def _renew(self, now: datetime) -> None:
        """No lease ends while its row is worked on here, however long Slack takes."""
        if self._renewed_at is None or now - self._renewed_at >= RENEW_EVERY:
            self._renewed_at = now
            if held := [*self._held.values(), *self._held_pressed.values()]:
                await self._outbox.renew(held, now)

    def _free(self, lane: Lane, _task: asyncio.Task[datetime | None]) -> None:
        del self._in_progress[lane], self._held[lane]
        self._woken.set()

    def _start_presses(self, now: datetime) -> None:
        for key, press in list(self._presses.items()):
            if press.due_at <= now and not self._closing:
                del self._presses[key]
                self._start_redraw(self._see_to_press(press, now))

    async def _see_to_press(self, press: Press, now: datetime) -> None:
        """The row about this message is sent before its turn, or is tried again soon."""
        try:
            async with self._may_press:
                due_at = await self._send_pressed(press, now)
        except Exception:
            log.exception("a pressed card waits like any other", ref=press.posting.ref)
            return
        if due_at is not None and due_at < press.until:
            again = replace(press, due_at=due_at, tries=press.tries + 1)
            self._presses.setdefault((press.posting.kind, press.posting.ref), again)
            self._woken.set()

    async def _send_pressed(self, press: Press, now: datetime) -> datetime | None:
        """When it is to be tried again; None where its row is delivered, by this process or another."""
        posting = press.posting
        claimed = await self._outbox.claim_of(posting.kind, posting.ref, now)
        if claimed is None:
            # Nothing waits; or somebody is sending it, perhaps as it was before the press.
            is_old = await self._sender.is_old(posting, now)
            return now + min(PRESS_PAUSE * 2**press.tries, LONGEST_PRESS_PAUSE) if is_old else None
        self._held_pressed[claimed.id] = claimed
        try:
            return await self._see_to(claimed, now, pressed=True)
        finally:
            del self._held_pressed[claimed.id]

    async def _see_to(self, claimed: Claimed, now: datetime, *, pressed: bool = False) -> datetime | None:
        """The row is delivered or postponed; nothing is raised, because nobody awaits this.

        Returns when its turn comes, where it waits for nothing else; otherwise None.
        """
        try:
            async with self._lock(claimed.message.ref):
                return await self._deliver(claimed, now, pressed=pressed)
        except Exception as bug:
            log.exception("a message could not be delivered", kind=claimed.message.kind, ref=claimed.message.ref)
            try:
                await self._outbox.postpone(claimed, now + AFTER_A_BUG, type(bug).__name__, in_doubt=True)
            except Exception:
                log.exception("nor put back; its lease will end", ref=claimed.message.ref)
        return None

    async def _deliver(
        self, claimed: Claimed, now: datetime, *, to_nobody: bool = False, pressed: bool = False
    ) -> datetime | None:
        try:
            settled = await self._sender.send(claimed, now, to_nobody=to_nobody, pressed=pressed)
        except NotYet as wait:
            if wait.turn_of is not None:
                # The lane's rows would be claimed one after the other only to wait.
                self._closed_until[Lane(claimed.message.channel, wait.turn_of == UPDATE)] = wait.until
            await self._outbox.postpone(claimed, wait.until, str(wait), in_doubt=claimed.in_doubt)
            return wait.until
        except SlackFault as fault:
            await self._recovery.recover(claimed, fault, now)
        except TooFewReviewers as too_few:
            if not await self._recovery.passed_over(claimed, str(too_few)):
                await self._deliver(claimed, now, to_nobody=True)
        else:
            self._recovery.recovered(claimed)
            await self._outbox.done(claimed if settled else structs.replace(claimed, covers=0))
        return None

    def _start_redraws(self, now: datetime) -> None:
        wanted, self._redraws = self._redraws, {}
        for posting in wanted.values():
            self._start_redraw(self._redraw(posting, now))

    def _start_redraw(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._redrawing.add(task)
        task.add_done_callback(self._redrawing.discard)

    async def _redraw(self, posting: Posting, now: datetime) -> None:
        """A courtesy, so it is done at once or not at all: the outbox is what makes cards right in the end."""
        try:
            async with self._lock(posting.ref):
                await self._sender.redraw(posting, now)
        except (NotYet, SlackFault) as fault:
            log.info("a card was not redrawn", ref=posting.ref, why=str(fault))
        except Exception:
            log.exception("a card was not redrawn", ref=posting.ref)

    def _lock(self, ref: str) -> asyncio.Lock:
        """Only its holder draws and sends this message, so that an older drawing never comes last."""
        return self._alone.setdefault(ref, asyncio.Lock())

    def _idle_seconds(self, now: datetime) -> float:
        opens = [until for until in self._closed_until.values() if until > now]
        opens += [press.due_at for press in self._presses.values()]
        wait = min((until - now).total_seconds() for until in opens) if opens else IDLE_SECONDS
        return min(max(wait, 0.01), IDLE_SECONDS)
