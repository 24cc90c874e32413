"""What Slack refuses in a message."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.blocks import check_each
from sandbox.validation.finding import Report, kind_of
from sandbox.validation.rules import Rule, array, string
from sandbox.validation.together import check_together, shown_length

_READ_IN_ATTACHMENTS: Final = (
    "author_link",
    "author_name",
    "color",
    "fallback",
    "footer",
    "image_url",
    "pretext",
    "text",
    "thumb_url",
    "title",
    "title_link",
)


def _given(rules: dict[str, Rule]) -> Rule:
    """A rule for the entries of an object that have one, as far as they are given; there may be others."""

    def rule(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("type", "must provide an object", pointer, "object", kind_of(value))
            return
        for name, its in rules.items():
            if value.get(name) is not None:
                its(value[name], f"{pointer}/{name}", report)

    return rule


_ATTACHMENT: Final = _given(
    {
        **dict.fromkeys(_READ_IN_ATTACHMENTS, string()),
        "fields": array(_given({"title": string(), "value": string()})),
    }
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows: the fallback text, the blocks, the attachments, and the app's metadata."""

    text: str
    blocks: list[dict[str, Any]] | None
    attachments: list[dict[str, Any]] | None
    metadata: dict[str, Any] | None


def refuse_bad_content(content: Content, *, text_limit: int) -> None:
    """Nothing happens, or the refusal that Slack gives for this content is raised."""
    if not content.text.strip() and not content.blocks and not any(content.attachments or []):
        raise SlackRefusalError("no_text")
    if len(content.text) > text_limit:
        raise SlackRefusalError("msg_too_long")
    _refuse_bad_blocks([("/blocks", content.blocks or []), *_attached(content.attachments or [])])
    _refuse_bad_metadata(content.metadata)


def _attached(attachments: Any) -> list[tuple[str, Any]]:
    """The blocks of each attachment with their pointer."""
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise SlackRefusalError("invalid_attachments")
    if len(attachments) > limits.MESSAGE_ATTACHMENTS:
        raise SlackRefusalError("too_many_attachments")
    report = Report()
    for at, one in enumerate(attachments):
        _ATTACHMENT(one, f"/attachments/{at}", report)
    if report.findings:
        messages = [finding.sentence() for finding in report.findings]
        raise SlackRefusalError("invalid_attachments", response_metadata={"messages": messages})
    return [(f"/attachments/{at}/blocks", one.get("blocks") or []) for at, one in enumerate(attachments)]


def _refuse_bad_blocks(lists: list[tuple[str, Any]]) -> None:
    report = Report()
    for pointer, blocks in lists:
        check_each(blocks, "message", pointer, report)
    check_together(lists, "message", report)
    if report.findings:
        raise SlackRefusalError(
            "invalid_blocks",
            errors=[finding.sentence().removeprefix("[ERROR] ") for finding in report.findings],
            response_metadata={"messages": [finding.sentence() for finding in report.findings]},
        )
    total = sum(shown_length(blocks) for _, blocks in lists)
    if total > limits.MESSAGE_BLOCKS_TEXT:
        why = f"[ERROR] all text of the blocks has {total} characters, more than {limits.MESSAGE_BLOCKS_TEXT}"
        raise SlackRefusalError("msg_blocks_too_long", response_metadata={"messages": [why]})


def _refuse_bad_metadata(metadata: dict[str, Any] | None) -> None:
    if metadata is None:
        return
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackRefusalError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > limits.MESSAGE_METADATA_BYTES:
        raise SlackRefusalError("metadata_too_large")
