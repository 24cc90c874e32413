"""Keeps what cards hide out of whatever leaves the house: hidden fields, and their values wherever else they stand."""

import re
from collections.abc import Iterable, Iterator

from oversight.editing.redaction import REDACTED, hidden_values, redacted
from oversight.exact_json.canonical import Json, canonical
from oversight.exact_json.walk import walk
from oversight.policy import CardHints

SHORT = 4
"""Values with fewer characters are looked for in prose alone, as whole words: “EUR” is also a part of many words.

Prose is what people and agents say, and every text of several words."""
MOST = 5_000
"""Hidden values of one action that are looked for; where there are more, all of its texts are masked."""
_SHORT_WORD = re.compile(rf"\b\w{{1,{SHORT - 1}}}\b")


class Mask:
    """Masks fields as cards do, and in all other texts of the action the values that stand in those fields."""

    def __init__(self, hints: CardHints, values: Iterable[Json], prose: Iterable[str | None] = ()) -> None:
        """For these values and this prose, which are all that will be masked."""
        self._hints = hints
        values = list(values)
        hidden = {said for value in values for inner in hidden_values(value, hints) for said in _spoken(inner)}
        self._words = frozenset(said for said in hidden if len(said) < SHORT)
        longer = hidden - self._words
        self._hides_all = len(longer) > MOST
        found: list[str] = []
        if longer and not self._hides_all:
            shown = "\0".join([*(text for text in prose if text), *(said for v in values for said in self._shown(v))])
            # The longest first: a value that is a part of another must not break it up.
            shown = shown.lower()
            found = sorted((said for said in longer if said.lower() in shown), key=len, reverse=True)
        self._longer = frozenset(found)
        self._any_of = re.compile("|".join(map(re.escape, found)), re.IGNORECASE) if found else None

    def prose(self, text: str) -> str:
        """Somebody's sentences, without hidden values."""
        said = self._text(text)
        if not self._words:
            return said
        return _SHORT_WORD.sub(lambda word: REDACTED if word[0] in self._words else word[0], said)

    def value(self, value: Json) -> Json:
        """The value as cards show it, and without hidden values in the texts, keys and numbers that they do show."""
        visible = redacted(value, self._hints)
        return self._masked(visible) if self._any_of or self._words or self._hides_all else visible

    def _text(self, text: str) -> str:
        if self._hides_all:
            return REDACTED
        return text if self._any_of is None or text == REDACTED else self._any_of.sub(REDACTED, text)

    def _shown(self, value: Json) -> Iterator[str]:
        """Every key, text and number that cards show."""
        for path, inner in walk(redacted(value, self._hints)):
            yield from (key for key in path[-1:] if isinstance(key, str))
            yield from _spoken_alone(inner)

    def _masked(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {key if self._hides_all else self._text(key): self._masked(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._masked(inner) for inner in value]
        if isinstance(value, str):
            return self.prose(value) if len(value.split()) > 1 else self._text(value)
        spoken = next(_spoken_alone(value), None)
        return REDACTED if spoken is not None and (self._hides_all or spoken in self._longer) else value


def _spoken(value: Json) -> Iterator[str]:
    """Every text and number in it, as somebody would write them."""
    return (said for _, inner in walk(value) for said in _spoken_alone(inner))


def _spoken_alone(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield canonical(value).decode()
