"""What is remembered of the work on drafts, and what the finished ones teach."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from msgspec import Struct

from oversight.editing.draft.edit_rate import EditRate, Lesson
from oversight.editing.draft.work import Work

KEPT_FOR: Final = timedelta(hours=1)
"""How long the work on a draft is kept once its action is decided: until then nobody's text is lost."""


class SpotChecks(Struct, frozen=True):
    """How many spot checks were answered in the drafts of one type, and how many of them found something."""

    found: int = 0
    answered: int = 0


class DraftBook(Protocol):
    """The work of people on drafts, one for each action. Writes are durable when they return."""

    async def work(self, action_id: str) -> Work | None:
        """The work on the action's draft as it is now; None where nobody has begun it, or it is kept no longer."""

    async def begin(self, action_id: str, work: Work, now: datetime) -> Work:
        """This work, or the one that somebody has begun before."""

    async def change(self, action_id: str, before: Work, after: Work, now: datetime) -> bool:
        """Whether the work is this one now; False (and nothing) where it is no longer what it was before."""

    async def rates(self, action_type: str) -> Mapping[str, EditRate]:
        """How often people edited the blocks of this type that were opened, by the block's key."""

    async def spot_checks(self) -> Mapping[str, SpotChecks]:
        """What the spot checks found, by the type of action in whose drafts they were answered."""

    async def unlearned(self, limit: int) -> Sequence[str]:
        """Decided actions whose work was not learned from yet."""

    async def learn(self, action_id: str, action_type: str, lessons: Sequence[Lesson], checks: SpotChecks) -> bool:
        """Whether these were counted: each action teaches once, whoever comes first."""

    async def forget(self, decided_before: datetime, limit: int) -> int:
        """How many works were removed: of those learned from whose action was decided before this."""
