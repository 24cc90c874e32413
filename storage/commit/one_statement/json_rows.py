"""Rows as PostgreSQL reads them from one parameter: a JSON array of objects, and beside it an array of long texts.

JSON is written in a tenth of the time that an array for each column takes. Long texts it would escape on the one side
and read letter by letter on the other, so they travel beside it.
"""

from collections.abc import Sequence

from sqlalchemy import Table

from storage.commit.postgresql import type_of
from storage.documents.document import write
from storage.documents.rows import Values


def written(names: Sequence[str], rows: Sequence[Values]) -> str:
    """The rows as the JSON that :func:`rows_of` reads."""
    return write([dict(zip(names, row, strict=True)) for row in rows])


def rows_of(document: int, table: Table, names: Sequence[str], *, beside: str | None = None, **types: str) -> str:
    """A table of the objects in this JSON parameter, each with its number ``nth``; types not given are the table's.

    The column ``beside`` comes from the next parameter, an array.
    """
    columns = ", ".join(f"{name} {types[name] if name in types else type_of(table, name)}" for name in names)
    array, column = (f", unnest(${document + 1}::{type_of(table, beside)}[])", f"{beside}, ") if beside else ("", "")
    return (
        f"ROWS FROM (json_to_recordset(${document}::json) AS ({columns}){array}) "
        f"WITH ORDINALITY AS rows ({', '.join(names)}, {column}nth)"
    )
