"""What is cut out of everything that is logged or printed as an error: keys, tokens, passwords, however they are spelt.

Two nets, one under the other. The secrets of this installation are known, so they are looked for letter by letter.
Secrets of others (agents' keys, whatever a library quotes) are known by their shape.
"""

import json
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, quote_plus, unquote

HIDDEN: Final = "***"
LONGEST: Final = 4_000
"""Characters of one text that are looked through and kept; more is no line of a log."""
SHORTEST: Final = 5
"""A shorter secret would be found in the middle of ordinary words; its place (password=…) gives it away, too."""

_QUOTED = r"""\\*'(?:[^'\\]|\\.)*'?|\\*"(?:[^"\\]|\\.)*"?"""
_NAMES = (
    r"(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|credential|signature|ticket)s?(?:[_-]?value)?"
    r"|sslkey|passfile|\bpass\b|trigger_?id"
)
_SHAPES: Final = (
    # A header of the kind, in whatever notation it is quoted: the rest of the line goes.
    (re.compile(r"(?i)(authorization|cookie)(?=[\W_]{0,8}?(?:[:=,]|%3a))[^\n]*(?:\n[ \t][^\n]*)*"), rf"\1: {HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)((?:\s|%20|\+|\\[a-z0-9]+)+)(?=\S{6})[^\n\"'<>]*"), rf"\1 {HIDDEN}"),
    (
        re.compile(r"(?i)(say(?:_|%5f)|xox[a-z]{1,2}(?:[-.]|%2d)|(?:xapp|xwfp)(?:-|%2d))[^\s\"'<>,;)}\]]+"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)(hooks\.slack(?:-gov)?\.com)(?=[:/\\%])[^\s\"'<>]+"), rf"\1/{HIDDEN}"),
    # postgresql://user:password@host; a password may hold an @ or a slash, so up to the last @ of the word.
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,30}://)[^\s\"'<>]{0,500}@"), rf"\1{HIDDEN}@"),
    # password='…', "password": "…", ?password=…, PGPASSWORD=…
    (
        re.compile(
            rf"(?i)({_NAMES})((?:\\*[\"'])?\]?\s*(?:=|:|%3d|,(?=\s*[rbuf]?[\"']))>?[\s\[({{]*[rbuf]?)({_QUOTED}|[^\s&,;)}}\]\"']+)"
        ),
        rf"\1\2{HIDDEN}",
    ),
    # What a database or its driver quotes of the statement and of the row.
    (re.compile(r"(?s)\[(?:SQL|parameters)\b.*"), f"[{HIDDEN}]"),
    (re.compile(r"(?s)\b(DETAIL|CONTEXT|QUERY|STATEMENT):.*"), rf"\1: {HIDDEN}"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Redaction:
    """Cuts secrets out of texts: those that it was told of, and those that have the shape of one."""

    def __init__(self) -> None:
        """Only shapes are known."""
        self._secrets: set[str] = set()
        self._known: re.Pattern[str] | None = None

    def hide(self, secrets: Iterable[str]) -> None:
        """These are cut out from now on, also as they stand in a URL, in JSON or in Python's own notation."""
        for secret in secrets:
            spellings = {secret, quote(secret, safe=""), quote_plus(secret), unquote(secret)}
            spellings |= {repr(spelling)[1:-1] for spelling in spellings} | {
                json.dumps(spelling)[1:-1] for spelling in spellings
            }
            self._secrets |= {spelling for spelling in spellings if len(spelling) >= SHORTEST}
        longest_first = sorted(self._secrets, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None

    def __call__(self, text: str) -> str:
        """The text without secrets, on lines of its own making only, at most `LONGEST` characters of it."""
        kept = text[: 2 * LONGEST]
        if self._known is not None:
            kept = self._known.sub(HIDDEN, kept)
        # First visible, then looked at: a control character in the middle of a key would end the key's shape.
        kept = _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], kept)
        for shape, instead in _SHAPES:
            kept = shape.sub(instead, kept)
        return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}… ({len(text)} characters)"


redacted: Final = Redaction()
"""The redaction of this process."""
