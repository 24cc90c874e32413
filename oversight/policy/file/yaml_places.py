"""The YAML of a policy file: its value, the line of each part, and mistakes that YAML accepts silently."""

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any

import yaml
from msgspec import Struct

from oversight.exact_json.walk import Path
from oversight.policy.conditions.constants import remark_in
from oversight.policy.file.fault import PolicyFault

DEEPEST = 64
"""Levels of nesting; an alias of itself would have no end."""
MOST = 100_000
"""Parts of a document; aliases of aliases multiply."""

_TEXT, _MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
_CONDITIONS = frozenset({"when", "check"})
_YES_OR_NO = "tag:yaml.org,2002:bool"


class Parsed(Struct, frozen=True):
    """A YAML document with the line of every part, and what is wrong with its keys."""

    value: Any
    lines: Mapping[Path, int]
    faults: tuple[PolicyFault, ...]


class _Loader(yaml.SafeLoader):
    """Reads a date that does not exist as text, so that it is refused with its line."""

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """A date or a time, or the text."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_yaml_timestamp)


def parse(text: str) -> Parsed | None:
    """The document, or None where there is none; raises what YAML raises, ValueError and TypeError among it."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        parts = list(islice(_lines(node, ()), MOST + 1))
        if len(parts) > MOST:
            raise ValueError(f"more than {MOST} parts, aliases written out")
        lines = dict(parts)
        faults = tuple(_keys(node, (), lines))
        return Parsed(loader.construct_document(node), lines, faults)
    finally:
        loader.dispose()


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    if len(path) > DEEPEST:
        raise ValueError("nested too deeply, or an alias that contains itself")
    _check_text(node)
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _check_text(key)
            yield from _lines(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _check_text(node: yaml.Node) -> None:
    """Escapes can write half of a surrogate pair, which nothing that reads the policy's hash or reasons can bear."""
    if isinstance(node, yaml.ScalarNode) and any("\ud800" <= character <= "\udfff" for character in node.value):
        problem = "half of a surrogate pair is not a character"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _keys(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Iterator[PolicyFault]:
    """YAML silently keeps the last of two equal keys, and reads ``yes:`` as true: half a policy would vanish.

    A key that is not text becomes the text as written, so that later faults name the same path.
    """
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _keys(item, (*path, index), lines)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        here = (*path, key.value)
        if key.value in seen:
            lines[here] = key.start_mark.line + 1
            yield PolicyFault(here, "this key appears twice", "Keep one of them")
        seen.add(key.value)
        if isinstance(key, yaml.ScalarNode) and key.tag not in {_TEXT, _MERGE}:
            yield PolicyFault(
                here, f"to YAML this key is {_kind(key)}", f'Quote it, "{key.value}", or choose another name'
            )
            key.tag = _TEXT
        if (path == ("terms",) or key.value in _CONDITIONS) and _swallows(value):
            problem = "a // remark goes on to the end of the line, and YAML makes one of these, so the rest is lost"
            yield PolicyFault(here, problem, "Remove the remark, or write the condition under a |")
        yield from _keys(value, here, lines)


def _swallows(node: yaml.Node) -> bool:
    """Whether a remark in a condition swallows a later line, because YAML folds the lines into one."""
    if not isinstance(node, yaml.ScalarNode) or node.style == "|" or not (remark := remark_in(node.value)):
        return False
    raw = (node.start_mark.buffer or "")[node.start_mark.pointer : node.end_mark.pointer]
    written = [line.strip(" \t\"'") for line in raw.splitlines() if line.strip()]
    return any("//" in line and later in remark for line, later in pairwise(written))


def _kind(key: yaml.ScalarNode) -> str:
    return "true or false" if key.tag == _YES_OR_NO else "something else than text"
