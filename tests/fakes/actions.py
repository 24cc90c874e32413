"""Actions in memory: honest compare-and-set, for tests that need no database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from oversight.action.action import Action
from oversight.action.event import Event
from oversight.action.status import Status
from oversight.audit.leaf import leaf
from oversight.exact_json.canonical import canonical
from oversight.ladder.deadline import due_at
from oversight.ports.actions import (
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    Committed,
    Conflict,
    Duplicate,
    RecordedEvent,
    TierBacklog,
)
from tests.fakes.halts import MemoryHalts
from tests.fakes.log import MemoryLog
from tests.fakes.standing import MemoryStanding

LEASE = timedelta(seconds=2)


class MemoryActions:
    """Actions in a dictionary. Nothing awaits inside a write, so each is one indivisible step of the event loop."""

    def __init__(self) -> None:
        self.log = MemoryLog()
        self.halts = MemoryHalts(self.every, self.log)
        self.standing = MemoryStanding(self.log)
        self._actions: dict[str, Action] = {}
        self._leases: dict[str, tuple[int, datetime]] = {}

    async def commit(self, change: Change) -> CommitResult:
        action, before = change.action, self._actions.get(change.action.id)
        if change.is_new:
            key = action.idempotency_key
            if key is not None and (earlier := await self.earlier(action.agent.id, key)):
                return earlier
            if change.halts not in (None, self.halts.now.number):
                return Conflict()
            if before is not None:
                raise AssertionError(f"the id {action.id} is taken")
            if change.standing is not None:
                if not self.standing.is_left(change.standing, action.created_at):
                    return Conflict()
                self.standing.count(change.standing, action.id)
        elif before is None or before.revision != action.revision - 1 or not _may_become(before, action):
            return Conflict()
        self._actions[action.id] = action
        self.record(change.events)
        self.log.messages += change.messages
        return Committed()

    async def earlier(self, agent_id: str, idempotency_key: str) -> Duplicate | None:
        made = self._made_with(agent_id, idempotency_key)
        return None if made is None else Duplicate(made.id, made.request_digest)

    async def commit_all(self, changes: Sequence[Change]) -> Sequence[CommitResult]:
        return [await self.commit(change) for change in changes]

    async def action(self, action_id: str) -> Action | None:
        return self._actions.get(action_id)

    async def actions(self, wanted: ActionFilter) -> ActionList:
        found = [
            action
            for action in self._actions.values()
            if action.agent.id == wanted.agent_id
            and wanted.status in (None, action.status)
            and wanted.action_type in (None, action.proposal.action_type)
            and (wanted.before is None or action.id < wanted.before)
        ]
        newest = sorted(found, key=lambda action: action.id, reverse=True)
        left, listed = wanted.most_bytes, list[Action]()
        for action in newest[: wanted.limit]:
            left -= len(canonical(action.version.payload))
            if listed and left < 0:
                break
            listed.append(action)
        return ActionList(tuple(listed), listed[-1].id if len(newest) > len(listed) else None)

    async def backlog(self) -> Sequence[TierBacklog]:
        deadlines: dict[str, list[datetime | None]] = {}
        for action in self._actions.values():
            if not action.status.is_final and action.assignment is not None:
                deadlines.setdefault(action.tier, []).append(action.deadline_at)
        return [
            TierBacklog(tier, len(waiting), min(filter(None, waiting), default=None))
            for tier, waiting in deadlines.items()
        ]

    async def pending(self, limit: int) -> Sequence[Action]:
        waiting = [action for action in self._actions.values() if not action.status.is_final]
        return sorted(waiting, key=lambda action: action.deadline_at or datetime.max.replace(tzinfo=UTC))[:limit]

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Action]:
        due = [(at, action) for action in self._actions.values() if (at := due_at(action)) is not None and at <= now]
        free = [action for _, action in sorted(due, key=itemgetter(0)) if not self._leased(action, now)]
        claimed = free[:limit]
        self._leases |= {action.id: (action.revision, now + LEASE) for action in claimed}
        return claimed

    async def set_aside(self, action_ids: Sequence[str], until: datetime) -> None:
        self._leases |= {action_id: (self._actions[action_id].revision, until) for action_id in action_ids}

    async def keep_leaf(self, event: Event) -> None:
        self.record([event])

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        return [event for about, event in self.log.leaves if about == action_id and event.position > after]

    def every(self) -> Sequence[Action]:
        return list(self._actions.values())

    def _made_with(self, agent_id: str, key: str) -> Action | None:
        same = (agent_id, key)
        return next(
            (action for action in self._actions.values() if (action.agent.id, action.idempotency_key) == same), None
        )

    def _leased(self, action: Action, now: datetime) -> bool:
        revision, until = self._leases.get(action.id, (0, now))
        return revision == action.revision and now < until

    def record(self, events: Sequence[Event]) -> None:
        """The leaves of these events, each with the state of its action after it."""
        for event in events:
            self.log.write(event.action_id, event.kind.value, leaf(event, self._actions[event.action_id]))


def _may_become(before: Action, after: Action) -> bool:
    """What the database repeats of the transition table: answers are given once, outcomes only of what was released."""
    return before.status is Status.PENDING if after.outcome is None else before.status.releases
