"""Everybody in the workspace by name, to find out whom a text means."""

from collections.abc import Iterable
from types import MappingProxyType

from oversight.people.naming import As, Key, read_names
from oversight.people.person import Person


class Roll:
    """The people of a workspace as they were called when they were listed."""

    def __init__(self, people: Iterable[Person]) -> None:
        """These people are on it; apps and closed accounts are left out, because they ask for nothing."""
        by_key: dict[Key, set[str]] = {}
        active = [person for person in people if not (person.is_bot or person.is_deactivated)]
        for person in active:
            for key in person.keys:
                by_key.setdefault(key, set()).add(person.id)
        self.people = MappingProxyType({person.id: person for person in active})
        self._by_key = by_key

    def named(self, text: str) -> frozenset[str]:
        """The ids of everybody whom the text may mean; two people with the same name are both meant."""
        reading = read_names(text)
        found = {user_id for key in reading.keys for user_id in self._by_key.get(key, ())}
        if reading.inverted is not None:
            first, second = reading.inverted
            found |= self._by_key.get(second, set()) if first in self._by_key else set()
        for row in reading.rows:
            of_each = [self._by_key.get((As.WHOLE, word), set()) for word in row]
            found |= set().union(*of_each) if all(of_each) else set()
        return frozenset(found)
