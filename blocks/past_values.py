"""What the same agent asked before of the same type, as a hint to who sets a bound or frees a text."""

from collections.abc import Sequence
from dataclasses import dataclass

from blocks.value_words import value_words
from oversight.exact_json.canonical import Json
from oversight.standing.choices import Leaf, leaves

FEWEST = 3
"""Fewer actions than this say nothing."""


@dataclass(frozen=True, slots=True)
class PastValues:
    """The values of each place in some payloads."""

    count: int
    by_path: dict[str, tuple[Leaf, ...]]

    def words(self, leaf: Leaf) -> str:
        """“Largest of the last 37: 650”, “12 different ones in the last 37”; empty where too little is known."""
        seen = self.by_path.get(leaf.path, ())
        if self.count < FEWEST or len(seen) < FEWEST:
            return ""
        if leaf.is_number:
            numbers = [each.value for each in seen if each.is_number and isinstance(each.value, int | float)]
            return f"Largest of the last {self.count}: {value_words(max(numbers))}" if numbers else ""
        different = len({each.value for each in seen if isinstance(each.value, str)})
        if different == 1:
            return f"the same in the last {self.count}"
        return f"{different} different ones in the last {self.count}"


NO_PAST = PastValues(0, {})


def past_values(payloads: Sequence[Json]) -> PastValues:
    """What stands where in these payloads."""
    by_path: dict[str, list[Leaf]] = {}
    for payload in payloads:
        for leaf in leaves(payload):
            by_path.setdefault(leaf.path, []).append(leaf)
    return PastValues(len(payloads), {path: tuple(found) for path, found in by_path.items()})
