"""What the same agent proposed before of the same type: a hint for a reviewer who sets a bound or frees a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocks.payload.value_words import value_words
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path, holds_values, value_at
from oversight.standing.choices import JsonValue

_ABSENT = object()
FEWEST = 3
"""With fewer past actions there is no hint."""


@dataclass(frozen=True, slots=True)
class PastValues:
    """Past payloads, of which only the wanted paths are looked at, however large they are."""

    payloads: Sequence[Json]

    def words(self, approved: JsonValue) -> str:
        """“Largest of the last 37: 650”, “12 different ones in the last 37”; empty where too little is known."""
        seen = list(self._at(approved.keys))
        count = len(self.payloads)
        if count < FEWEST or len(seen) < FEWEST:
            return ""
        if approved.is_number:
            numbers = [value for value in seen if isinstance(value, int | float) and not isinstance(value, bool)]
            return f"Largest of the last {count}: {value_words(max(numbers))}" if numbers else ""
        different = len({value for value in seen if isinstance(value, str)})
        return f"the same in the last {count}" if different == 1 else f"{different} different ones in the last {count}"

    def _at(self, path: Path) -> Iterator[Json]:
        """The value at this path of each payload that has one there, where it holds no other values."""
        found = (value_at(payload, path, _ABSENT) for payload in self.payloads)
        return (value for value in found if value is not _ABSENT and not holds_values(value))


NO_PAST = PastValues(())
