"""The style that all tables of a rehearsal share."""

from rich.table import Table


def table(title: str, *headings: str, numbers: tuple[int, ...] = ()) -> Table:
    """An empty table; columns of numbers stand to the right."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for place, heading in enumerate(headings):
        made.add_column(heading, justify="right" if place in numbers else "left", overflow="fold")
    return made
