"""How figures are printed: each beside its bar, where it has one."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

console = Console(width=110)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure."""

    name: str
    value: str
    bar: str = ""
    met: bool | None = None


def percentile(ranked: Sequence[float], share: float) -> float:
    """The value that this share of the sorted values did not exceed."""
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def show(title: str, figures: list[Figure]) -> None:
    """A table of figures."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for heading in ("figure", "measured", "bar", ""):
        table.add_column(heading, justify="right" if heading == "measured" else "left")
    for figure in figures:
        verdict = {None: "", True: "met", False: "NOT MET"}[figure.met]
        table.add_row(figure.name, figure.value, figure.bar, verdict)
    console.print(table)
    console.print()
