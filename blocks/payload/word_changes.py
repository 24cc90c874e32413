"""Which words of a long text were changed: what went is struck through, what came is bold, the rest is shortened."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from blocks.kit.hidden_characters import NEW_LINE, reveal
from blocks.kit.message import Block
from blocks.kit.rich_text import part
from blocks.kit.text import shorten
from oversight.exact_json.canonical import Json

MOST_WORDS = 400
"""Longer texts are not compared word by word: it would take quadratic time."""
LEAST_KEPT = 0.4
"""Where less of the words stayed, both texts are told: a comparison would say less."""
AROUND = 4
"""So many words stay on each side of a change."""
TOLD = 12
"""So many changed places are shown; the rest is counted."""
PIECE = 80
ROOM = 300
"""Where all of it together is longer, both texts are told."""
GAP = " … "
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class _Step:
    """Words that stayed, or words that went and those that came instead."""

    kept: str = ""
    gone: str = ""
    came: str = ""


def word_parts(before: Json, after: Json, longest: int) -> list[Block] | None:
    """The text with its changes marked; None where both texts are better told whole."""
    steps = _steps(before, after, longest)
    if steps is None:
        return None
    parts: list[Block] = []
    for step in steps:
        parts += [part(step.kept)] if step.kept else []
        parts += [part(_cut(step.gone), strike=True)] if step.gone else []
        parts += [part(_cut(step.came), bold=True)] if step.came else []
    return parts


def word_text(before: Json, after: Json, longest: int) -> str | None:
    """The same in words alone: “late” → “never”; with “please”; without “soon”."""
    steps = _steps(before, after, longest)
    return None if steps is None else "; ".join(_told(step) for step in steps if step.gone or step.came)


def _steps(before: Json, after: Json, longest: int) -> list[_Step] | None:
    if not isinstance(before, str) or not isinstance(after, str) or max(len(before), len(after)) <= longest:
        return None
    old, new = ([match[0] for match in islice(_WORD.finditer(text), MOST_WORDS + 1)] for text in (before, after))
    if not old or not new or max(len(old), len(new)) > MOST_WORDS:
        return None
    # A hidden character or a gap is told with the whole text, where it cannot be mistaken for one of our marks.
    if reveal(before).text != before or reveal(after).text != after:
        return None
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(end - start for tag, start, end, _, _ in codes if tag == "equal")
    changed = sum(tag != "equal" for tag, *_ in codes)
    if same < LEAST_KEPT * max(len(old), len(new)) or changed > TOLD:
        return None
    last = len(codes) - 1
    steps = [
        _Step(kept=_kept(old[start:end], is_first=not index, is_last=index == last))
        if tag == "equal"
        else _Step(gone=_joined(old[start:end]), came=_joined(new[new_start:new_end]))
        for index, (tag, start, end, new_start, new_end) in enumerate(codes)
    ]
    length = sum(len(_cut(text)) for step in steps for text in (step.kept, step.gone, step.came))
    return steps if length <= ROOM else None


def _kept(words: list[str], *, is_first: bool, is_last: bool) -> str:
    """What did not change, as much of it as shows where the change is."""
    before, after = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(words) <= before + after + 1:
        return _joined(words)
    head = _joined(words[:before]).rstrip()
    tail = _joined(words[len(words) - after :]) if after else ""
    return f"{_cut(head)}{GAP}{_cut(tail)}"


def _told(step: _Step) -> str:
    gone, came = _cut(step.gone).strip(), _cut(step.came).strip()
    if gone and came:
        return f"“{gone}” → “{came}”"
    return f"without “{gone}”" if gone else f"with “{came}”"


def _cut(text: str) -> str:
    return shorten(text, PIECE)


def _joined(words: list[str]) -> str:
    return "".join(words).replace("\n", f" {NEW_LINE} ")
