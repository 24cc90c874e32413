"""`blocks.validate`: what is wrong with blocks, without posting them."""

from typing import Any

from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import SURFACES, check_blocks
from sandbox.validation.finding import Report
from sandbox.webapi.call import Call
from sandbox.workspace import Workspace


def validate(_space: Workspace, call: Call) -> dict[str, Any]:
    """Nothing but ok when Slack would take these blocks."""
    surface = call.text("surface") or "message"
    if surface not in SURFACES:
        raise SlackRefusalError("invalid_arguments")
    blocks = call.structure("blocks", "invalid_blocks")
    report = Report()
    if blocks is None:
        report.add("missing", "missing required field: blocks", "/blocks", "blocks")
    else:
        check_blocks(blocks, surface, "/blocks", report)
    if report.findings:
        raise SlackRefusalError("invalid_blocks", errors=[one.as_json() for one in report.findings])
    return {}
