"""What is remembered of digests, samples and findings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from oversight.action.event import Event
from oversight.ports.delivery import Message
from oversight.review.figures import DigestNumbers
from oversight.review.sample import Sample
from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.past import Past


class DigestRecord(Struct, frozen=True):
    """One digest: the period it covers, its numbers, its samples in the order of the thread."""

    id: str
    since: datetime
    until: datetime
    numbers: DigestNumbers
    samples: tuple[Sample, ...]
    channel: str


class ReviewBook(Protocol):
    """Every digest with its samples and findings. Writes are all-or-nothing and durable when they return."""

    async def last_digest_until(self) -> datetime | None:
        """Where the newest digest's period ended, or when the first start recorded the beginning; None before that."""

    async def begin_digests(self, now: datetime) -> None:
        """The moment from which the first digest counts, recorded once; later calls change nothing."""

    async def candidates(self, since: datetime, until: datetime) -> Sequence[Candidate]:
        """What was decided in the period, oldest first; not what timed out or was withdrawn."""

    async def sampling_past(self, since: datetime) -> Past:
        """What was decided in the weeks before, the newest of it, with all that reviewers found lately."""

    async def digest_numbers(self, since: datetime, until: datetime) -> DigestNumbers:
        """The period in numbers."""

    async def commit_digest(self, digest: DigestRecord, messages: Sequence[Message], events: Sequence[Event]) -> bool:
        """The digest, its samples, messages and leaves, or False (and nothing) where its period is already told."""

    async def digest(self, digest_id: str) -> DigestRecord | None:
        """A digest with its samples as they are now."""

    async def samples_on(self, digest_id: str, page: int) -> Sequence[Sample]:
        """The samples in one message of a digest's thread as they are now, in their order."""

    async def sample(self, sample_id: str) -> Sample | None:
        """A sample as it is now."""

    async def commit_findings(self, reviewed: Mapping[Sample, Event], messages: Sequence[Message]) -> Sequence[Sample]:
        """Those of these samples whose findings are the first, each with its leaf; the others stay as they are.

        Nothing is said where there is none.
        """
