"""Blocks of Slack as lines of plain text: what somebody was shown, on a terminal and in an auditor's pack."""

from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]


def plain_lines(blocks: list[Block]) -> list[str]:
    """Every text in the blocks, in the order in which it is read."""
    return [line for block in blocks for line in _block(block)]


def _block(block: Block) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield from _section(block)
        case "context":
            yield " ".join(_text(element) for element in block["elements"])
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element, "")
        case _:  # what holds no words
            return


def _section(block: Block) -> Iterator[str]:
    if "text" in block:
        yield _text(block["text"])
    yield from (_text(field) for field in block.get("fields", ()))


def _rich(element: Block, before: str) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        for item in element["elements"]:
            yield from _rich(item, f"{before}- ")
        return
    mark = "> " if element["type"] == "rich_text_quote" else before
    for line in "".join(map(_text, element["elements"])).split("\n"):
        yield f"{mark}{line}"


def _text(element: Block) -> str:
    """The words of one element; a date, a person, a link by what stands for them in clear."""
    match element["type"]:
        case "user":
            return f"@{element['user_id']}"
        case "usergroup":
            return f"@{element['usergroup_id']}"
        case "date":
            return str(element.get("fallback", element["timestamp"]))
        case "emoji":
            return f":{element['name']}:"
        case "link":
            return str(element.get("text") or element["url"])
        case _:
            return str(element.get("text", ""))
