"""Text objects, options and confirm dialogs: the parts that blocks and elements share."""

from typing import Any

from sandbox import limits
from sandbox.validation.finding import Report
from sandbox.validation.rules import Rule, array, boolean, escaped_length, one_of, shape, string


def _text(maximum: int, kinds: tuple[str, ...], minimum: int) -> Rule:
    def within(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("invalid_type", "must provide a string", pointer, "string")
        elif len(value) < minimum:
            report.add("too_short", f"must be more than {minimum - 1} characters", pointer, minimum)

    def length(value: Any, pointer: str, report: Report) -> None:
        text = value.get("text")
        if isinstance(text, str) and escaped_length(text, plain=value.get("type") == "plain_text") > maximum:
            report.add("too_long", f"must be less than {maximum + 1} characters", f"{pointer}/text", maximum)

    def fitting(value: Any, pointer: str, report: Report) -> None:
        stray = "verbatim" if value.get("type") == "plain_text" else "emoji"
        if stray in value:
            report.add("additional_property", f"invalid additional property: {stray}", f"{pointer}/{stray}", stray)

    return shape({"type": one_of(*kinds), "text": within}, {"emoji": boolean, "verbatim": boolean}, length, fitting)


def plain_text(maximum: int = limits.TEXT, *, minimum: int = 1) -> Rule:
    """A rule for a `plain_text` object."""
    return _text(maximum, ("plain_text",), minimum)


def mrkdwn(maximum: int = limits.TEXT, *, minimum: int = 1) -> Rule:
    """A rule for a `mrkdwn` object."""
    return _text(maximum, ("mrkdwn",), minimum)


def any_text(maximum: int = limits.TEXT, *, minimum: int = 1) -> Rule:
    """A rule for either kind of text object."""
    return _text(maximum, ("plain_text", "mrkdwn"), minimum)


CONFIRM = shape(
    {"text": any_text(limits.CONFIRM_TEXT)},
    {
        "title": plain_text(limits.CONFIRM_TITLE),
        "confirm": plain_text(limits.CONFIRM_BUTTON),
        "deny": plain_text(limits.CONFIRM_BUTTON),
        "style": one_of("primary", "danger"),
    },
)


def option(text: Rule) -> Rule:
    """A rule for one choice of a menu, a box or a radio group."""
    return shape(
        {"text": text, "value": string(limits.OPTION_VALUE)},
        {"description": any_text(limits.OPTION_DESCRIPTION), "url": string(limits.OPTION_URL)},
    )


PLAIN_OPTION = option(plain_text(limits.OPTION_TEXT))
RICH_OPTION = option(any_text(limits.OPTION_TEXT))
OPTION_GROUP = shape(
    {
        "label": plain_text(limits.OPTION_GROUP_LABEL),
        "options": array(PLAIN_OPTION, limits.SELECT_OPTIONS, minimum=1),
    }
)
IDENTIFIER = string(limits.IDENTIFIER)
IMAGE_SOURCE: dict[str, Rule] = {
    "image_url": string(limits.IMAGE_URL),
    "slack_file": shape({}, {"id": string(), "url": string()}),
}


def image_source(value: Any, pointer: str, report: Report) -> None:
    """An image says where it comes from, once."""
    if ("image_url" in value) == ("slack_file" in value):
        report.add("missing", "must provide exactly one of image_url, slack_file", pointer, "image_url")
