"""One value of a payload in words: text as it is, quoted where it could pass for another JSON value or for nothing.

What the policy hides is ``[redacted]`` without quotes, which no text is drawn as.
"""

import json
import re
from collections.abc import Iterator

from blocks.kit.text import LEFT_OUT, QUOTE, escaped_length, shorten, shown, shown_pieces, shown_start
from oversight.editing.redaction import NO_HINTS, REDACTED, hides
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path
from oversight.policy import CardHints

CUT = "… (cut)"
PIECE = 2_000

_LOOKS_LIKE_JSON = re.compile(r'[-+]?\d[\d.,_]*(?:[eE][-+]?\d+)?|true|false|null|\[.*|\{.*|".*', re.DOTALL)


def value_words(value: Json) -> str:
    """The value on one line, all of it."""
    if isinstance(value, str):
        return shown(f"{QUOTE}{value}{QUOTE}" if _is_quoted(value) else value)
    return "".join(_json_words(value, NO_HINTS, (), None))


def value_start(value: Json, limit: int, hints: CardHints = NO_HINTS, path: Path = ()) -> str:
    """The value at this length, with what is missing counted or said; no more of it is drawn than could fit."""
    if isinstance(value, str):
        return shown_start(value, limit, quoted=_is_quoted(value))
    told, used = [], 0
    for word in _json_words(value, hints, path, limit):
        told.append(word)
        used += escaped_length(word)
        if used > limit:
            return shorten("".join(told), limit, CUT)
    return "".join(told)


def value_pieces(value: Json, hints: CardHints, path: Path, longest: int = PIECE) -> Iterator[str]:
    """The value in pieces of about this length; joined they are all of it."""
    if isinstance(value, str):
        text = f"{QUOTE}{value}{QUOTE}" if _is_quoted(value) else value
        yield from shown_pieces(text, longest)
        return
    told: list[str] = []
    used = 0
    for word in _json_words(value, hints, path, None):
        told.append(word)
        used += len(word)
        if used >= longest:
            yield "".join(told)
            told, used = [], 0
    if told:
        yield "".join(told)


def quoted_apart(words: str, mark: str) -> str:
    """The words, quoted if they contain this mark, so that a reader sees where they end.

    Where they hold the mark they are between quotes; quotes between quotes are written as JSON writes them.
    """
    if words.startswith(QUOTE):
        return _between_quotes(words[1:].removesuffix(QUOTE))
    ends_itself = words.startswith(("{", "["))
    return _between_quotes(words) if mark in words and not ends_itself else words


def is_cut(words: str) -> bool:
    """Whether these words are only a beginning; no text is drawn with such an ending."""
    return LEFT_OUT in words or CUT in words


def _is_quoted(text: str) -> bool:
    return not text or text.strip() != text or _LOOKS_LIKE_JSON.fullmatch(text) is not None


def _between_quotes(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(QUOTE, f"\\{QUOTE}")
    return f"{QUOTE}{escaped}{QUOTE}"


def _json_words(value: Json, hints: CardHints, path: Path, longest: int | None) -> Iterator[str]:
    """The value as JSON, word by word, so that whoever has enough stops; a text is cut at the longest word."""
    if isinstance(value, dict):
        opening = "{"
        for key, inner in value.items():
            yield opening
            yield from _json_text(key, longest)
            yield ": "
            if hides(hints, here := (*path, key)):
                yield REDACTED
            else:
                yield from _json_words(inner, hints, here, longest)
            opening = ", "
        yield "}" if value else "{}"
    elif isinstance(value, list):
        opening = "["
        for inner in value:
            yield opening
            yield from _json_words(inner, hints, path, longest)
            opening = ", "
        yield "]" if value else "[]"
    elif isinstance(value, str):
        yield from _json_text(value, longest)
    else:
        yield json.dumps(value)


def _json_text(text: str, longest: int | None) -> Iterator[str]:
    if longest is not None and len(text) > longest:
        yield shown(json.dumps(text[:longest], ensure_ascii=False)[:-1]) + CUT
    elif len(text) > PIECE and longest is None:
        yield from shown_pieces(json.dumps(text, ensure_ascii=False), PIECE)
    else:
        yield shown(json.dumps(text, ensure_ascii=False))
