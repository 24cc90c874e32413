"""The work on drafts in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from oversight.editing.draft.edit_rate import NO_RATE, EditRate, Lesson
from oversight.editing.draft.work import Work
from oversight.ports.drafting import SpotChecks
from tests.fakes.actions import MemoryActions


@dataclass(slots=True)
class Kept:
    """One work, and whether it was learned from."""

    work: Work
    learned: bool = False


class MemoryDrafts:
    """Passes the contract suite, as the databases do."""

    def __init__(self, actions: MemoryActions) -> None:
        self._actions = actions
        self._works: dict[str, Kept] = {}
        self._rates: dict[str, dict[str, EditRate]] = {}
        self._checks: dict[str, SpotChecks] = {}

    async def work(self, action_id: str) -> Work | None:
        kept = self._works.get(action_id)
        return None if kept is None else kept.work

    async def begin(self, action_id: str, work: Work, now: datetime) -> Work:
        return self._works.setdefault(action_id, Kept(work)).work

    async def change(self, action_id: str, before: Work, after: Work, now: datetime) -> bool:
        kept = self._works.get(action_id)
        if kept is None or kept.work.version != before.version:
            return False
        kept.work = after
        return True

    async def rates(self, action_type: str) -> Mapping[str, EditRate]:
        return dict(self._rates.get(action_type, {}))

    async def spot_checks(self) -> Mapping[str, SpotChecks]:
        return dict(self._checks)

    async def unlearned(self, limit: int) -> Sequence[str]:
        found = [action_id for action_id, kept in sorted(self._works.items()) if not kept.learned]
        return [action_id for action_id in found if await self._decided_at(action_id) is not None][:limit]

    async def learn(self, action_id: str, action_type: str, lessons: Sequence[Lesson], checks: SpotChecks) -> bool:
        kept = self._works.get(action_id)
        if kept is None or kept.learned:
            return False
        kept.learned = True
        rates = self._rates.setdefault(action_type, {})
        for lesson in lessons:
            rate = rates.get(lesson.key, NO_RATE)
            rates[lesson.key] = EditRate(rate.edited + lesson.edited, rate.opened + 1)
        if checks.answered:
            known = self._checks.get(action_type, SpotChecks())
            self._checks[action_type] = SpotChecks(known.found + checks.found, known.answered + checks.answered)
        return True

    async def forget(self, decided_before: datetime, limit: int) -> int:
        learned = [action_id for action_id, kept in sorted(self._works.items()) if kept.learned]
        decided = {action_id: await self._decided_at(action_id) for action_id in learned}
        old = [action_id for action_id, at in decided.items() if at is not None and at < decided_before][:limit]
        for action_id in old:
            del self._works[action_id]
        return len(old)

    async def _decided_at(self, action_id: str) -> datetime | None:
        action = await self._actions.action(action_id)
        return action.decision.at if action and action.decision else None
