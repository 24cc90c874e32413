"""The words of a CEL expression, and where each stands."""

import re
from collections.abc import Iterator

from msgspec import Struct

from oversight.policy.conditions.constants import TEXT


class BadExpression(ValueError):
    """The expression is no CEL, or can never be evaluated; the message is a sentence for whoever wrote it."""


class Token(Struct, frozen=True):
    """One word; the kind is ``text``, ``number``, ``name``, ``sign``, or ``end``."""

    kind: str
    written: str
    begin: int

    @property
    def end(self) -> int:
        """Where the next one may begin."""
        return self.begin + len(self.written)


_TOKEN = re.compile(
    rf"(?P<space>[ \t\n\f\r]+|//[^\n]*)|(?P<text>{TEXT})"
    r"|(?P<number>0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+[uU]?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>&&|\|\||<=|>=|==|!=|[-+*/%!?:.,<>()\[\]{}])"
)
_INSTEAD = {
    "=": "write == to compare",
    "&": "write && for and",
    "|": "write || for or",
    **dict.fromkeys("\u201c\u201d\u2018\u2019\u201e", "write straight quotes"),
    "'": "this quote is never closed",
    '"': "this quote is never closed",
    "\N{NO-BREAK SPACE}": "write an ordinary space",
}


def tokens(source: str) -> Iterator[Token]:
    """Every token, the end last; raises BadExpression where something is not a token."""
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            instead = _INSTEAD.get(source[at])
            if instead is None and source[at].isalpha():
                instead = f"write a key with such letters in quotes, payload['{source[at]}…']"
            raise BadExpression(
                f"{place(source, at)}: “{source[at]}” means nothing here" + (f"; {instead}" if instead else "")
            )
        assert found.lastgroup is not None, "every way to match has a name"
        if found.lastgroup != "space":
            yield Token(found.lastgroup, found[0], at)
        at = found.end()
    yield Token("end", "", len(source))


def place(source: str, at: int) -> str:
    """Where that is, for a person."""
    before = source[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - (before.rfind(chr(10)) + 1) + 1} of the condition"
