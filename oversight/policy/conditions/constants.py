"""Constants: parts of conditions that have a name; ``terms.x`` stands for the constant x, in brackets."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

LONGEST: Final = 50_000
"""Characters of a condition once its constants are written out; constants made of constants grow fast."""

_TEXT = r"""[bB]?[rR](?:'''[\s\S]*?'''|\"\"\"[\s\S]*?\"\"\"|'[^'\n\r]*'|"[^"\n\r]*")"""
_ESCAPED = r"""'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*\""""
TEXT: Final = rf"(?<!\w)(?:{_TEXT})|[bB]?(?:{_ESCAPED})"
"""A text or bytes with its quotes, as CEL writes them."""
_USED = re.compile(
    rf"(?P<text>(?<!\w){_TEXT}|{_ESCAPED})|(?P<comment>//[^\n]*)|(?<![\w.])terms\s*\.\s*(?P<name>[A-Za-z_]\w*)"
)
"""A text, a comment or a constant, whichever begins first: what is quoted is no constant."""


class UnknownConstant(ValueError):
    """A condition names a constant that is not defined, or only further down."""

    def __init__(self, name: str) -> None:
        """The sentence for the fault."""
        super().__init__(f"there is no term {name} before this; define it under terms, above whatever uses it")
        self.name = name


class BrokenConstant(Exception):
    """A condition names a constant that is itself at fault, which is told where it is defined."""


class TooLong(ValueError):
    """A condition is longer than anybody can read once its constants are written out."""

    def __init__(self) -> None:
        """The sentence for the fault."""
        super().__init__(f"with its terms written out it is longer than {LONGEST} characters")


class Constants(Struct, frozen=True):
    """Defined constants by name, each with those inside it written out."""

    sources: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    """Those that are at fault themselves."""

    def expand(self, source: str) -> str:
        """The source with every constant written out; raises UnknownConstant, BrokenConstant or TooLong."""
        expanded = _USED.sub(self._written_out, source)
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


NO_CONSTANTS = Constants(MappingProxyType({}))


def remark_in(source: str) -> str:
    """The first remark in a source, from its ``//`` on; empty where there is none."""
    return next((found["comment"] for found in _USED.finditer(source) if found["comment"]), "")


def constants_in(source: str) -> frozenset[str]:
    """The names of the constants that a source uses."""
    return frozenset(found["name"] for found in _USED.finditer(source) if found["name"])
