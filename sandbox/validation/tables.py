"""The shape of tables, and how much text all of them in one message hold."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rich_text import RICH_TEXT
from sandbox.validation.rules import Rule, array, boolean, by_type, integer, number, one_of, shape, words
from sandbox.validation.texts import BLOCK_ID

_CELL: Final = by_type(
    {
        "raw_text": shape({"text": words(minimum=1)}, kind="raw_text"),
        "raw_number": shape({"text": words(minimum=1), "value": number()}, kind="raw_number"),
        "rich_text": RICH_TEXT,
    }
)
_ROW: Final = array(_CELL, limits.TABLE_CELLS, minimum=1)
_COLUMN: Final = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _column(value: Any, pointer: str, report: Report) -> None:
    """A column's settings; null leaves a column as it is."""
    if value is not None:
        _COLUMN(value, pointer, report)


def _rectangular(value: Any, pointer: str, report: Report) -> None:
    columns = len(value["rows"][0])
    for at, row in enumerate(value["rows"]):
        if len(row) != columns:
            report.add("items", f"every row must have {columns} cells", f"{pointer}/rows/{at}", columns, len(row))
    for at, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            where = f"{pointer}/rows/0/{at}/type"
            report.add("enum", "a header cell must not be rich_text", where, ["raw_text", "raw_number"], "rich_text")
    last, header = columns - 1, value.get("row_header_column_index", 0)
    if header > last:
        report.add("maximum", f"must be at most {last}", f"{pointer}/row_header_column_index", last, header)


TABLES: Final[dict[str, Rule]] = {
    "table": shape(
        {"rows": array(_ROW, limits.TABLE_ROWS, minimum=1)},
        {**BLOCK_ID, "column_settings": array(_column, limits.TABLE_CELLS, minimum=1)},
        kind="table",
    ),
    "data_table": shape(
        {"caption": words(minimum=1), "rows": array(_ROW, limits.DATA_TABLE_ROWS, minimum=2)},
        {**BLOCK_ID, "page_size": integer(1, limits.DATA_TABLE_PAGE), "row_header_column_index": integer(0)},
        _rectangular,
        kind="data_table",
    ),
}


def characters(value: Any) -> int:
    """How many characters the cells of a table show."""
    if isinstance(value, list):
        return sum(map(characters, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    return (len(text) if isinstance(text, str) else 0) + characters(value.get("rows") or value.get("elements"))
