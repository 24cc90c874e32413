"""What Slack refuses only when it sees all blocks of a message or view: repetition, and too much of one kind."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from sandbox import limits
from sandbox.validation.escaping import escaped_length
from sandbox.validation.finding import Report
from sandbox.validation.inside import elements_of, every_block
from sandbox.validation.tables import characters

Known = Sequence[tuple[str, dict[str, Any]]]
_SHOWN: Final = frozenset({"text", "title", "caption"})


def check_together(lists: Sequence[tuple[str, Any]], surface: str, report: Report) -> None:
    """The report holds what is wrong across all these lists of blocks, each given with its pointer."""
    known = [found for pointer, blocks in lists for found in every_block(blocks, pointer)]
    _check_repeated(((f"{where}/block_id", block.get("block_id")) for where, block in known), "block_id", report)
    for where, block in known:
        ids = ((f"{where}{inner}/action_id", one.get("action_id")) for inner, one in elements_of(block))
        _check_repeated(ids, "action_id", report)
    if surface == "message":
        _check_number(known, "table", limits.TABLES_PER_MESSAGE, "only_one_table_allowed", report)
        _check_number(known, "data_visualization", limits.CHARTS_PER_MESSAGE, "max_items", report)
        if not report.findings:  # what has no sound shape cannot be counted
            _check_sum(known, ("table", "data_table"), characters, limits.TABLE_CHARACTERS, report)
            _check_sum(known, ("markdown",), shown_length, limits.MARKDOWN_TEXT, report)
    else:
        _check_focus(known, report)
    if surface != "modal":
        _check_file_inputs(known, report)


def shown_length(value: Any) -> int:
    """How many characters all text in these blocks comes to, as Slack counts them for a whole message."""
    if isinstance(value, list):
        return sum(map(shown_length, value))
    if not isinstance(value, dict):
        return 0
    kind = value.get("type")
    length = len if kind == "markdown" else partial(escaped_length, plain=kind != "mrkdwn")
    return sum(
        length(entry) if isinstance(entry, str) else shown_length(entry)
        for name, entry in value.items()
        if name in _SHOWN or isinstance(entry, dict | list)
    )


def _check_repeated(ids: Iterator[tuple[str, Any]], name: str, report: Report) -> None:
    seen: set[str] = set()
    for where, given in ids:
        if isinstance(given, str):
            if given in seen:
                report.add("unique", f"{name} {given} already exists", where, got=given)
            seen.add(given)


def _check_number(known: Known, kind: str, most: int, code: str, report: Report) -> None:
    places = [where for where, block in known if block.get("type") == kind]
    for where in places[most:]:
        report.add(code, f"no more than {most} {kind} allowed in a message", where, most, len(places))


def _check_sum(known: Known, kinds: tuple[str, ...], length: Callable[[Any], int], most: int, report: Report) -> None:
    total = 0
    for where, block in known:
        if block.get("type") in kinds:
            total += length(block)
            if total > most:
                name = " and ".join(kinds)
                report.add("max_length", f"{name} must be less than {most + 1} characters together", where, most, total)
                return


def _check_focus(known: Known, report: Report) -> None:
    elements = ((f"{where}{inner}", one) for where, block in known for inner, one in elements_of(block))
    focused = [where for where, one in elements if one.get("focus_on_load") is True]
    for where in focused[1:]:
        report.add("unique", "only one element may have it in a view", f"{where}/focus_on_load", got="focus_on_load")


def _check_file_inputs(known: Known, report: Report) -> None:
    for where, block in known:
        element = block.get("element")
        if isinstance(element, dict) and element.get("type") == "file_input":
            report.add("surface", "file_input is for modals only", f"{where}/element/type", "modal", "file_input")
