"""The past, kept ready in this process: read from the database, and kept up to date with all replicas.

A type is read in whole once the policy lets signals weigh it; then every commit of this process is learned at once, and
what other replicas decided is read from the log every few seconds. Learning twice changes nothing, so that the two need
not be told apart. While a type is not read yet, after any error, and when the log could not be followed for a minute,
nothing is measured, and what lacks a signal goes to a person.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

import structlog

from oversight.action.action import NOTHING, Action, Agent, Proposal
from oversight.ports.world import Clock, PolicySource
from oversight.review.sample import Sample
from oversight.routing.signal_reach import types_asking_signals
from oversight.signals.precedent import precedents_of
from storage.engine.database import Database
from storage.precedents import SqlPrecedents

if TYPE_CHECKING:
    from oversight.signals.memory import Memory

log = structlog.get_logger(__name__)

LOOK_EVERY = timedelta(seconds=2)
"""How often the log is looked at."""
STALE = timedelta(minutes=1)
"""After so long without the log, what went wrong elsewhere may be unknown here."""
LOOKS_BACK = 4
"""How many looks ago the log is read from: positions are given before they are committed, so some appear late."""
NEWEST = 1_000
"""How much of each kind of evidence is read at first; the memory keeps no more."""
PAGE = 200
"""Actions fetched at a time."""
PORTION = 10
"""Actions learned without letting anything else run: some milliseconds."""


class _Stopped(Exception):
    """The program ends; what was read in part is forgotten."""


class PastDecisions:
    """Precedents for the types that this policy weighs by signals."""

    def __init__(self, database: Database, policies: PolicySource, clock: Clock) -> None:
        """Nothing is known before the first :meth:`catch_up`."""
        self._past = SqlPrecedents(database)
        self._policies = policies
        self._clock = clock
        self._memory: Memory | None = None
        """Made with the first precedent: its libraries take seconds and a hundred megabytes."""
        self._known: set[str] = set()
        self._positions: deque[int] = deque(maxlen=LOOKS_BACK)
        self._caught_up_at: datetime | None = None
        self._stopping = False

    async def measure(self, proposal: Proposal, agent: Agent, now: datetime) -> Mapping[str, float]:
        """The signals that the past has for this action; what it cannot say well is left out."""
        if self._memory is None or proposal.action_type not in self._known or self._is_stale(now):
            return NOTHING
        try:
            return self._memory.measure(proposal, agent, now)
        except Exception:
            # A fault here must cost a person's minute and never the action.
            log.exception("the past could not be asked", action_type=proposal.action_type)
            return NOTHING

    async def learn(self, action: Action, samples: Sequence[Sample] = ()) -> None:
        """What this committed state and these findings teach counts from now on; a second time changes nothing."""
        action_type = action.proposal.action_type
        if action_type not in self._known or not (taught := precedents_of(action, samples)):
            return
        try:
            (await self._ready()).learn(taught)
        except Exception:
            # Half a memory could lack what went wrong. The next look reads the type again, whole.
            log.exception("the past could not be learned", action_type=action_type)
            self._forget(action_type)

    async def catch_up(self) -> None:
        """Everything that was decided anywhere until now is known; raises where the database cannot say."""
        wanted = types_asking_signals(self._policies.policy)
        now = self._clock.now()
        for action_type in self._known - wanted:
            self._forget(action_type)
        with suppress(_Stopped):
            await self._follow_log()
            for action_type in sorted(wanted - self._known):
                await self._read_whole(action_type)
            self._caught_up_at = now

    def stop(self) -> None:
        """Reading ends soon, wherever it is: a long past must not hold up the end of the program."""
        self._stopping = True

    async def _follow_log(self) -> None:
        if not self._positions:
            self._positions.append(await self._past.log_position())
            return
        news = await self._past.news_since(self._positions[0], self._known)
        try:
            await self._read(news.action_ids)
        except Exception:
            for action_type in tuple(self._known):
                self._forget(action_type)
            raise
        self._positions.append(news.position)

    async def _read_whole(self, action_type: str) -> None:
        try:
            await self._read(await self._past.newest_teaching(action_type, NEWEST))
        except Exception:
            self._forget(action_type)
            raise
        self._known.add(action_type)

    async def _read(self, action_ids: Sequence[str]) -> None:
        types: set[str] = set()
        for start in range(0, len(action_ids), PAGE):
            if self._stopping:
                raise _Stopped
            memory = await self._ready()
            for number, (action, samples) in enumerate(await self._past.taught_by(action_ids[start : start + PAGE]), 1):
                memory.take(precedents_of(action, samples))
                types.add(action.proposal.action_type)
                if number % PORTION == 0:
                    await asyncio.sleep(0)
        for action_type in types:
            (await self._ready()).settle(action_type)
            await asyncio.sleep(0)

    async def _ready(self) -> "Memory":
        """The memory, its libraries loaded beside whatever else runs."""
        if self._memory is None:
            room = await asyncio.to_thread(import_module, "oversight.signals.memory")
            if self._memory is None:  # nobody made it meanwhile
                self._memory = room.Memory()
        return self._memory

    def _forget(self, action_type: str) -> None:
        self._known.discard(action_type)
        if self._memory is not None:
            self._memory.forget(action_type)

    def _is_stale(self, now: datetime) -> bool:
        return self._caught_up_at is None or now - self._caught_up_at > STALE
