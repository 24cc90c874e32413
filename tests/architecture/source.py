"""The product's own source, read as text and as syntax trees."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ROOMS = ("blocks", "bot", "handlers", "oversight", "sandbox", "scheduler", "storage")


def modules(*rooms: str) -> list[Path]:
    """Every Python file in `rooms`, in a stable order."""
    return sorted(file for room in rooms for file in (PROJECT / room).rglob("*.py"))


def mentioning(word: str, *rooms: str) -> list[Path]:
    """Those of them in whose text `word` stands: parsing all of them takes seconds."""
    return [file for file in modules(*rooms) if word in file.read_text()]


@functools.cache
def tree(file: Path) -> ast.Module:
    """The syntax tree of `file`."""
    return ast.parse(file.read_text(), filename=str(file))


def name_of(file: Path) -> str:
    """The path of `file` as a person would say it."""
    return file.relative_to(PROJECT).as_posix()
