"""Lists in a terminal and in a pipe: ids and values are never broken, and in a pipe each row is one line."""

from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Annotated

import orjson
import typer
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from blocks.kit.text import shown
from bot.cli.console import out

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

GAP = "  "
INDENT = "    "
NARROWEST = 24
"""A last column narrower than this stands below its row instead."""
WIDEST = 1_000_000


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The rows under their headings; only the last column is prose, which a terminal shows on several lines."""
    lines = [[shown(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(cell_len(row[column]) for row in lines) for column in range(len(headings) - 1)]
    taken = sum(widths) + len(GAP) * len(widths)
    room = out.width - taken if out.file.isatty() else WIDEST
    fits = room >= min(NARROWEST, max(cell_len(row[-1]) for row in lines))
    for *cells, prose in lines:
        row = "".join(_padded(cell, width) + GAP for cell, width in zip(cells, widths, strict=True))
        if fits:
            first, *more = _wrapped(prose, room)
            _write(row + first)
            indent = " " * taken
        else:
            _write(row)
            more, indent = _wrapped(prose, out.width - len(INDENT)), INDENT
        for line in more:
            _write(indent + line)


def print_table(table: Table) -> None:
    """A table of figures in its full width; a narrower terminal folds its lines, a pipe does not."""
    title, table.title, caption, table.caption = table.title, None, table.caption, None
    width = Measurement.get(out, out.options.update(max_width=WIDEST), table).maximum
    lines = StringIO()
    Console(file=lines, width=max(width, 1), highlight=False).print(table)
    if title is not None:
        out.print(title)
    for line in lines.getvalue().splitlines():
        _write(line)
    if caption is not None:
        out.print(caption)


def print_json(value: object) -> None:
    """The value as JSON, for programs."""
    out.file.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())


def _write(line: str) -> None:
    out.file.write(line.rstrip() + "\n")


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


def _wrapped(prose: str, width: int) -> list[str]:
    """The prose in lines that fit, broken between words alone."""
    return list(_lines(prose.split(" "), width)) or [""]


def _lines(words: list[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and cell_len(line) + 1 + cell_len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
