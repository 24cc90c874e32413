"""Blocks to validate, each as small as Slack allows."""

from typing import Any

from sandbox.validation.blocks import check_blocks
from sandbox.validation.finding import Finding, Report
from sandbox.validation.views import check_view


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Press", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(at: int = 0, **more: Any) -> dict[str, Any]:
    return {"text": plain(f"Option {at}"), "value": str(at), **more}


def field(**element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "label": plain("Why?"),
        "element": {"type": "plain_text_input", "action_id": "why", **element},
    }


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **more}


def found(*blocks: dict[str, Any], on: str = "message") -> list[Finding]:
    report = Report()
    check_blocks(list(blocks), on, "/blocks", report)
    return report.findings


def found_in_view(view: dict[str, Any], kind: str = "modal") -> list[Finding]:
    report = Report()
    check_view(view, kind, report)
    return report.findings
