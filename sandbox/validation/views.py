"""What Slack refuses in a modal or a Home tab."""

import json
from typing import Any, Final

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import check_blocks
from sandbox.validation.finding import Report, kind_of
from sandbox.validation.rules import Rule, anything, array, boolean, shape, string, typed
from sandbox.validation.texts import plain_text

_SHARED: Final[dict[str, Rule]] = {
    "private_metadata": string(limits.VIEW_PRIVATE_METADATA),
    "callback_id": string(limits.IDENTIFIER),
    "external_id": string(limits.IDENTIFIER),
}
_BLOCKS: Final[dict[str, Rule]] = {"blocks": array(anything, minimum=1)}
_MODAL: Final = shape(
    {"title": plain_text(limits.VIEW_TITLE), **_BLOCKS},
    {
        **_SHARED,
        "submit": plain_text(limits.VIEW_TITLE),
        "close": plain_text(limits.VIEW_TITLE),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
    kind="modal",
)
_HOME: Final = shape(_BLOCKS, _SHARED, kind="home")


def check_view(view: Any, expected: str, report: Report, pointer: str = "/view") -> None:
    """The report holds whatever Slack would refuse in this view."""
    if not isinstance(view, dict):
        report.add("type", "must provide an object", pointer, "object", kind_of(view))
        return
    if view.get("type") != expected:
        typed(expected)(view.get("type"), f"{pointer}/type", report)
        return
    (_MODAL if expected == "modal" else _HOME)(view, pointer, report)
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return
    check_blocks(blocks, expected, f"{pointer}/blocks", report)
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if expected == "modal" and has_input and "submit" not in view:
        report.add("required", "submit is required when an input block is within blocks array", pointer, "submit")


def refuse_bad_view(view: Any, expected: str) -> None:
    """Nothing happens, or the refusal that Slack gives for this view is raised."""
    if len(json.dumps(view, ensure_ascii=False).encode(errors="surrogatepass")) > limits.VIEW_BYTES:
        raise SlackRefusalError("view_too_large")
    report = Report()
    check_view(view, expected, report)
    if report.findings:
        messages = [finding.sentence() for finding in report.findings]
        raise SlackRefusalError("invalid_arguments", response_metadata={"messages": messages})
