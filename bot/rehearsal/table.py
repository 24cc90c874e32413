"""The style that all tables of a rehearsal share."""

from rich.table import Table
from rich.text import Text


def table(title: str, *headings: str, numbers: tuple[int, ...] = ()) -> Table:
    """An empty table; columns of numbers stand to the right."""
    # A text, for a policy's file may have brackets in its name.
    made = Table(title=Text(title, "bold"), title_justify="left", box=None, pad_edge=False)
    for index, heading in enumerate(headings):
        made.add_column(heading, justify="right" if index in numbers else "left", overflow="fold")
    return made
