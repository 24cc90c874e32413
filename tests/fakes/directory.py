"""A workspace's people in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from oversight.people.person import Person
from oversight.people.roll import Roll
from oversight.ports.world import DirectoryUnavailable


@dataclass(slots=True)
class MemoryDirectory:
    """A workspace of these people and groups; out of reach while ``is_down``."""

    home_team: str
    people: dict[str, Person] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_down: bool = False

    async def home(self) -> str:
        self._reach()
        return self.home_team

    async def person(self, user_id: str) -> Person | None:
        self._reach()
        return self.people.get(user_id)

    def named(self, text: str) -> frozenset[str] | None:
        return None if self.is_down else Roll(self.people.values()).named(text)

    def may_still(self, user_id: str, reviewers: Sequence[str]) -> bool:
        named = {member for name in reviewers for member in (name, *self.groups.get(name, ()))}
        person = self.people.get(user_id)
        return not self.is_down and person is not None and not person.is_deactivated and user_id in named

    async def user_ids(self, reviewers: Sequence[str]) -> frozenset[str]:
        self._reach()
        return frozenset().union(
            *(self.groups.get(reviewer, frozenset()) if reviewer[0] == "@" else {reviewer} for reviewer in reviewers)
        )

    def _reach(self) -> None:
        if self.is_down:
            raise DirectoryUnavailable
