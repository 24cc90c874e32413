"""What the same agent asked before of the same type, as a hint to who sets a bound or frees a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blocks.payload.value_words import value_words
from oversight.exact_json.canonical import Json
from oversight.standing.choices import JsonValue

FEWEST = 3
"""Fewer actions than this say nothing."""


@dataclass(frozen=True, slots=True)
class PastValues:
    """Some payloads, of which only the places that somebody asks for are looked at, however large they are."""

    payloads: Sequence[Json]

    def words(self, leaf: JsonValue) -> str:
        """“Largest of the last 37: 650”, “12 different ones in the last 37”; empty where too little is known."""
        seen = list(self._at(leaf.keys))
        count = len(self.payloads)
        if count < FEWEST or len(seen) < FEWEST:
            return ""
        if leaf.is_number:
            numbers = [each for each in seen if isinstance(each, int | float) and not isinstance(each, bool)]
            return f"Largest of the last {count}: {value_words(max(numbers))}" if numbers else ""
        different = len({each for each in seen if isinstance(each, str)})
        return f"the same in the last {count}" if different == 1 else f"{different} different ones in the last {count}"

    def _at(self, keys: Sequence[str | int]) -> Iterator[Json]:
        """What stands there in each of them, where it holds no other values."""
        for payload in self.payloads:
            found: Sequence[Json] = [payload]
            for key in keys:
                found = _under(found[0], key) if found else ()
            yield from (value for value in found if not (isinstance(value, dict | list) and value))


def _under(value: Json, key: str | int) -> Sequence[Json]:
    """What stands under a key or at a place; nothing where there is none."""
    if isinstance(value, dict):
        return [value[key]] if isinstance(key, str) and key in value else []
    return value[key : key + 1] if isinstance(value, list) and isinstance(key, int) else []


NO_PAST = PastValues(())
