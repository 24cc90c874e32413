"""Terms: what conditions say often, each said once and put in brackets wherever ``terms.x`` stands for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LONGEST: Final = 50_000
"""Characters of a condition once its terms are written out; terms of terms grow fast."""

_TEXT = r"""[bB]?[rR](?:'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'[^'\n\r]*'|"[^"\n\r]*")"""
_ESCAPED = r"""'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*\""""
TEXT: Final = rf"(?<!\w)(?:{_TEXT})|[bB]?(?:{_ESCAPED})"
"""A text or bytes with its quotes, as CEL writes them."""
_SPOKEN = re.compile(
    rf"(?P<text>(?<!\w){_TEXT}|{_ESCAPED})|(?P<comment>//[^\n]*)|(?<![\w.])terms\s*\.\s*(?P<name>[A-Za-z_]\w*)"
)
"""A text, a comment or a term, whichever begins first: what is quoted is no term."""


class UnknownConstant(ValueError):
    """A condition speaks of a term that is not defined, or not yet."""

    def __init__(self, name: str) -> None:
        """The sentence for the fault."""
        super().__init__(f"there is no term {name} before this; define it under terms, above whatever uses it")
        self.name = name


class BrokenConstant(Exception):
    """A condition speaks of a term that is itself at fault, which is told there."""


class TooLong(ValueError):
    """A condition is longer than anybody can read once its terms are written out."""

    def __init__(self) -> None:
        """The sentence for the fault."""
        super().__init__(f"with its terms written out it is longer than {LONGEST} characters")


@dataclass(frozen=True, slots=True)
class Constants:
    """Defined terms by name, each written out to the end."""

    sources: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    """Those that are at fault themselves."""

    def expand(self, source: str) -> str:
        """The source with every term written out; UnknownTerm, BrokenTerm or TooLong where that cannot be."""
        expanded = _SPOKEN.sub(self._written_out, source)
        if len(expanded) > LONGEST:
            raise TooLong
        return expanded

    def _written_out(self, found: re.Match[str]) -> str:
        if found["name"] is None:
            return "" if found["comment"] else found[0]
        if found["name"] in self.broken:
            raise BrokenConstant(found["name"])
        if found["name"] not in self.sources:
            raise UnknownConstant(found["name"])
        return f"({self.sources[found['name']]})"


NO_TERMS = Constants(MappingProxyType({}))


def remark_in(source: str) -> str:
    """The first remark in a source, from its ``//`` on; nothing where there is none."""
    return next((found["comment"] for found in _SPOKEN.finditer(source) if found["comment"]), "")


def terms_in(source: str) -> frozenset[str]:
    """The names of the terms that a source speaks of."""
    return frozenset(found["name"] for found in _SPOKEN.finditer(source) if found["name"])
