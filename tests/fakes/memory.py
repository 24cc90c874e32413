"""The ports in memory: honest compare-and-set, for tests that need no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import DeciderKind
from oversight.action.event import Event
from oversight.action.status import OutcomeKind
from oversight.audit.leaf import leaf
from oversight.ladder.silence import due_at
from oversight.policy import Policy
from oversight.ports import (
    ActionFilter,
    ActionList,
    Change,
    CommitResult,
    Committed,
    Conflict,
    DigestNumbers,
    DigestRecord,
    Duplicate,
    Message,
    RecordedEvent,
    TierBacklog,
)
from oversight.review.sampling import Candidate, Finding, Sample
from tests.fakes.directory import MemoryDirectory as MemoryDirectory  # noqa: PLC0414 - the fakes are found here
from tests.fakes.halts import MemoryHalts
from tests.fakes.standing import MemoryStanding

LEASE = timedelta(minutes=1)


class MemoryLedger:
    """A ledger in dictionaries. Nothing awaits inside a write, so each is one indivisible step of the event loop."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.leaves: list[tuple[str, RecordedEvent]] = []
        self._actions: dict[str, Action] = {}
        self._leases: dict[str, tuple[int, datetime]] = {}
        self._digests: dict[str, DigestRecord] = {}
        self._samples: dict[str, Sample] = {}
        self._began: datetime | None = None
        self.halts = MemoryHalts(self.every, self.messages)
        self.standing = MemoryStanding(self.messages)

    async def commit(self, change: Change) -> CommitResult:
        action, standing = change.action, self._actions.get(change.action.id)
        if change.is_new:
            key = action.idempotency_key
            if key is not None and (earlier := await self.earlier(action.agent.id, key)):
                return earlier
            if change.halts not in (None, self.halts.now.number):
                return Conflict()
            if standing is not None:
                raise AssertionError(f"the id {action.id} is taken")
            if change.standing is not None:
                if not self.standing.is_left(change.standing, action.created_at):
                    return Conflict()
                self.standing.count(change.standing, action.id)
        elif standing is None or standing.revision != action.revision - 1:
            return Conflict()
        self._actions[action.id] = action
        self._record(change.events, action)
        self.messages += change.messages
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
        listed = tuple(newest[: wanted.limit])
        return ActionList(listed, listed[-1].id if len(newest) > len(listed) else None)

    async def backlog(self) -> Sequence[TierBacklog]:
        deadlines: dict[str, list[datetime | None]] = {}
        for action in self._actions.values():
            if not action.status.is_final and action.assignment is not None:
                deadlines.setdefault(action.tier, []).append(action.deadline_at)
        return [
            TierBacklog(tier, len(deadline), min(filter(None, deadline), default=None))
            for tier, deadline in deadlines.items()
        ]

    async def pending(self, limit: int) -> Sequence[Action]:
        waiting = [(action.deadline_at, action) for action in self._actions.values() if not action.status.is_final]
        return [action for _, action in sorted(waiting, key=lambda each: each[0] or datetime.max.replace(tzinfo=UTC))][
            :limit
        ]

    async def claim_due(self, now: datetime, limit: int) -> Sequence[Action]:
        due = [(at, action) for action in self._actions.values() if (at := due_at(action)) is not None and at <= now]
        free = [action for _, action in sorted(due, key=lambda each: each[0]) if not self._leased(action, now)]
        claimed = free[:limit]
        self._leases |= {action.id: (action.revision, now + LEASE) for action in claimed}
        return claimed

    async def set_aside(self, action_ids: Sequence[str], until: datetime) -> None:
        self._leases |= {action_id: (self._actions[action_id].revision, until) for action_id in action_ids}

    async def events(self, action_id: str, after: int = 0) -> Sequence[RecordedEvent]:
        return [event for owner, event in self.leaves if owner == action_id and event.position > after]

    async def last_digest_until(self) -> datetime | None:
        return max((digest.until for digest in self._digests.values()), default=self._began)

    async def begin_digests(self, now: datetime) -> None:
        self._began = self._began or now

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        return [
            self.standing.candidate(action)
            for action in self._decided(since, until)
            if action.status.releases and action.decision and action.decision.decided_by.kind is DeciderKind.POLICY
        ]

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        arrived = [action for action in self._actions.values() if since <= action.created_at < until]
        decisions = [(action, action.decision) for action in self._decided(since, until) if action.decision]
        waits = [
            (decision.at - action.created_at).total_seconds() / 60
            for action, decision in decisions
            if decision.decided_by.kind is DeciderKind.HUMAN
        ]
        findings = [
            sample.finding
            for sample in self._samples.values()
            if sample.reviewed_at is not None and since <= sample.reviewed_at < until
        ]
        return DigestNumbers(
            total=len(arrived),
            by_status=_tally([action.status.value for action in arrived]),
            by_decider=_tally([decision.decided_by.kind.value for _, decision in decisions]),
            median_minutes_to_decide=median(waits) if waits else None,
            errors_found=sum(
                action.outcome is not None
                and action.outcome.kind is OutcomeKind.ERROR_FOUND
                and since <= action.outcome.at < until
                for action in self._actions.values()
            ),
            reviewed_right=findings.count(Finding.RIGHT),
            reviewed_wrong=findings.count(Finding.WRONG),
            reviewed_unsure=findings.count(Finding.UNSURE),
        )

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        if await self.last_digest_until() != digest.since:
            return False
        self._digests[digest.id] = digest
        self._samples |= {sample.id: sample for sample in digest.samples}
        self._record_each(events)
        self.messages += messages
        return True

    async def digest(self, digest_id: str) -> DigestRecord | None:
        record = self._digests.get(digest_id)
        if record is None:
            return None
        return replace(record, samples=tuple(self._samples[sample.id] for sample in record.samples))

    async def sample(self, sample_id: str) -> Sample | None:
        return self._samples.get(sample_id)

    async def commit_finding(self, reviewed: Sample, messages: Sequence[Message], event: Event) -> bool:
        standing = self._samples.get(reviewed.id)
        if standing is None or standing.finding is not None:
            return False
        self._samples[reviewed.id] = reviewed
        self._record_each([event])
        self.messages += messages
        return True

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

    def _decided(self, since: datetime, until: datetime) -> list[Action]:
        return [action for action in self._actions.values() if action.decision and since <= action.decision.at < until]

    def _record_each(self, events: Sequence[Event]) -> None:
        for event in events:
            self._record([event], self._actions[event.action_id])

    def _record(self, events: Sequence[Event], after: Action) -> None:
        for event in events:
            recorded = RecordedEvent(len(self.leaves) + 1, event.kind.value, leaf(event, after))
            self.leaves.append((event.action_id, recorded))


@dataclass(slots=True)
class MemoryClock:
    """A clock that stands still until it is told otherwise."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, span: timedelta) -> None:
        self.at += span


@dataclass(slots=True)
class CountedIds:
    """Identifiers that sort by the order in which they were made."""

    made: int = 0

    def action_id(self) -> str:
        return f"act_{self._next():026}"

    def digest_id(self) -> str:
        return f"dig_{self._next():026}"

    def halt_id(self) -> str:
        return f"hlt_{self._next():026}"

    def standing_id(self) -> str:
        return f"sta_{self._next():026}"

    def agent_id(self) -> str:
        return f"agt_{self._next():026}"

    def _next(self) -> int:
        self.made += 1
        return self.made


@dataclass(slots=True)
class FixedPolicy:
    """The policy in force; the ones before stay known, as pinned policies do."""

    policy: Policy
    _known: dict[str, Policy] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known[self.policy.hash] = self.policy

    async def pinned(self, policy_hash: str) -> Policy | None:
        return self._known.get(policy_hash)

    def reload(self, policy: Policy) -> None:
        """This policy is in force from now on, and the ones before stay known."""
        self.policy = policy
        self._known[policy.hash] = policy

    def forget(self, policy_hash: str) -> None:
        """The policy with this hash is known no longer."""
        del self._known[policy_hash]


def _tally(names: Sequence[str]) -> dict[str, int]:
    return {name: names.count(name) for name in sorted(set(names))}
