"""`blocks.validate`: what is wrong with blocks, a message or a view, without posting it."""

from typing import Any, Final

from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import SURFACES, check_blocks
from sandbox.validation.finding import Report, kind_of
from sandbox.validation.views import check_view
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace

_GIVEN: Final = ("blocks", "message", "view")


def validate(_space: Workspace, call: Call) -> dict[str, Any]:
    """Nothing but ok when Slack would take what was given: exactly one of `blocks`, `message` and `view`.

    What is wrong is pointed to from the document that was given: `/0/text` in blocks, `/blocks/0/text` in the others.
    `surface` is the sandbox's own: it holds bare `blocks` to a modal or a Home tab instead of to a message.
    """
    given = [name for name in _GIVEN if call.arguments.get(name) is not None]
    surface = call.text("surface") or "message"
    if len(given) != 1 or surface not in SURFACES:
        messages = ["must provide exactly one of `blocks`, `view`, or `message`"]
        raise SlackRefusalError("invalid_arguments", response_metadata={"messages": messages})
    [name] = given
    error = f"invalid_{name}"
    report = Report()
    _check(name, call.structure(name, error), surface, report)
    if report.findings:
        raise SlackRefusalError(error, errors=[one.as_json() for one in report.findings])
    return {}


def _check(name: str, value: Any, surface: str, report: Report) -> None:
    if name == "blocks":
        check_blocks(value, surface, "", report)
    elif not isinstance(value, dict):
        report.add("type", "must provide an object", "", "object", kind_of(value))
    elif name == "view":
        check_view(value, "home" if value.get("type") == "home" else "modal", report, "")
    else:
        check_blocks(value.get("blocks") or [], "message", "/blocks", report)
        attachments = value.get("attachments") or []
        for at, part in enumerate(attachments if isinstance(attachments, list) else []):
            blocks = part.get("blocks") or [] if isinstance(part, dict) else []
            check_blocks(blocks, "message", f"/attachments/{at}/blocks", report)
