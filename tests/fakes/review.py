"""Digests, samples and findings in memory."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import DeciderKind
from oversight.action.event import Event
from oversight.action.status import OutcomeKind, Status
from oversight.ports.delivery import Message
from oversight.ports.review import DigestRecord
from oversight.review.figures import DigestNumbers, digest_numbers
from oversight.review.sample import Finding, Sample
from oversight.review.sampler.candidate import Candidate, Reviewed
from oversight.review.sampler.past import Past
from tests.fakes.actions import MemoryActions

LOOKS_BACK = timedelta(days=28)


class MemoryReview:
    """What was reviewed of these actions."""

    def __init__(self, actions: MemoryActions) -> None:
        self._actions = actions
        self._digests: dict[str, DigestRecord] = {}
        self._samples: dict[str, Sample] = {}
        self._began: datetime | None = None

    async def last_digest_until(self) -> datetime | None:
        return max((digest.until for digest in self._digests.values()), default=self._began)

    async def begin_digests(self, now: datetime) -> None:
        self._began = self._began or now

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        return [
            self._actions.standing.candidate(action)
            for action in self._decided(since, until)
            if _can_be_looked_at(action)
        ]

    async def sampling_past(self, since: datetime) -> Past:
        found = {
            sample.pick.action_id: sample.finding
            for sample in self._samples.values()
            if sample.finding in (Finding.RIGHT, Finding.WRONG)
        }
        decided = [action for action in self._actions.every() if action.decision]
        every = {action.id: self._actions.standing.candidate(action) for action in decided}
        before = (action for action in self._decided(since - LOOKS_BACK, since) if _can_be_looked_at(action))
        return Past(
            rows=tuple(every[action.id] for action in before),
            reviewed=tuple(Reviewed(every[name], finding is Finding.WRONG) for name, finding in found.items()),
        )

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        every = self._actions.every()
        decisions = [(action, action.decision) for action in self._decided(since, until) if action.decision]
        return digest_numbers(
            by_status=Counter(action.status.value for action in every if since <= action.created_at < until),
            by_decider=Counter(decision.decided_by.kind.value for _, decision in decisions),
            waited_for_people=[
                decision.at - action.created_at
                for action, decision in decisions
                if decision.decided_by.kind is DeciderKind.HUMAN
            ],
            errors_found=sum(
                action.outcome is not None
                and action.outcome.kind is OutcomeKind.ERROR_FOUND
                and since <= action.outcome.at < until
                for action in every
            ),
            findings=Counter(
                sample.finding.value
                for sample in self._samples.values()
                if sample.finding and sample.reviewed_at and since <= sample.reviewed_at < until
            ),
            reject_reasons=[
                (action.proposal.action_type, decision.reject_reason)
                for action, decision in decisions
                if decision.reject_reason
            ],
        )

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        if await self.last_digest_until() != digest.since:
            return False
        self._digests[digest.id] = digest
        self._samples |= {sample.id: sample for sample in digest.samples}
        self._actions.record(events)
        self._actions.log.messages += messages
        return True

    async def digest(self, digest_id: str) -> DigestRecord | None:
        record = self._digests.get(digest_id)
        if record is None:
            return None
        return replace(record, samples=tuple(self._samples[sample.id] for sample in record.samples))

    async def sample(self, sample_id: str) -> Sample | None:
        return self._samples.get(sample_id)

    async def samples_on(self, digest_id: str, page: int) -> Sequence[Sample]:
        return [one for one in self._samples.values() if (one.digest_id, one.page) == (digest_id, page)]

    async def commit_findings(self, reviewed: Mapping[Sample, Event], messages: Sequence[Message]) -> Sequence[Sample]:
        first = [sample for sample in reviewed if self._samples[sample.id].finding is None]
        self._samples |= {sample.id: sample for sample in first}
        self._actions.record([reviewed[sample] for sample in first])
        self._actions.log.messages += messages if first else ()
        return first

    def _decided(self, since: datetime, until: datetime) -> list[Action]:
        return [action for action in self._actions.every() if action.decision and since <= action.decision.at < until]


def _can_be_looked_at(action: Action) -> bool:
    by = action.decision.decided_by.kind if action.decision else None
    return by in (DeciderKind.POLICY, DeciderKind.HUMAN) and (
        action.status.releases or action.status is Status.REJECTED
    )
