"""Text objects, options, confirm dialogs and images: the parts that blocks and elements share."""

from typing import Any, Final

from sandbox import limits
from sandbox.validation.escaping import escaped_length
from sandbox.validation.finding import Report
from sandbox.validation.rules import Rule, array, boolean, one_of, shape, string, typed, words


def _text(maximum: int, kinds: tuple[str, ...]) -> Rule:
    def within(value: Any, pointer: str, report: Report) -> None:
        length = escaped_length(value["text"], plain=value["type"] == "plain_text")
        if not length:
            report.add("min_length", "must be more than 0 characters", f"{pointer}/text", 1, 0)
        elif length > maximum:
            report.add("max_length", f"must be less than {maximum + 1} characters", f"{pointer}/text", maximum, length)

    def fitting(value: Any, pointer: str, report: Report) -> None:
        stray = "verbatim" if value["type"] == "plain_text" else "emoji"
        if stray in value:
            report.add("additional_property", f"invalid additional property: {stray}", f"{pointer}/{stray}", got=stray)

    required = {"type": typed(*kinds), "text": string()}
    return shape(required, {"emoji": boolean, "verbatim": boolean}, within, fitting)


def plain_text(maximum: int = limits.TEXT) -> Rule:
    """A rule for a `plain_text` object."""
    return _text(maximum, ("plain_text",))


def mrkdwn(maximum: int = limits.TEXT) -> Rule:
    """A rule for a `mrkdwn` object."""
    return _text(maximum, ("mrkdwn",))


def any_text(maximum: int = limits.TEXT) -> Rule:
    """A rule for either kind of text object."""
    return _text(maximum, ("plain_text", "mrkdwn"))


CONFIRM: Final = shape(
    {"title": plain_text(limits.CONFIRM_TITLE), "text": any_text(limits.CONFIRM_TEXT)},
    {
        "confirm": plain_text(limits.CONFIRM_BUTTON),
        "deny": plain_text(limits.CONFIRM_BUTTON),
        "style": one_of("primary", "danger"),
    },
)


def _option(text: Rule, description: Rule) -> Rule:
    return shape(
        {"text": text, "value": string(limits.OPTION_VALUE)},
        {"description": description, "url": string(limits.OPTION_URL, minimum=1)},
    )


PLAIN_OPTION: Final = _option(plain_text(limits.OPTION_TEXT), plain_text(limits.OPTION_DESCRIPTION))
RICH_OPTION: Final = _option(any_text(limits.OPTION_TEXT), any_text(limits.OPTION_DESCRIPTION))
"""Of checkboxes and radio buttons, which take mrkdwn in both texts."""
OPTION_GROUP: Final = shape(
    {
        "label": plain_text(limits.OPTION_GROUP_LABEL),
        "options": array(PLAIN_OPTION, limits.SELECT_OPTIONS, minimum=1),
    }
)
IDENTIFIER: Final = string(limits.IDENTIFIER, minimum=1)
BLOCK_ID: Final[dict[str, Rule]] = {"block_id": IDENTIFIER}


def _one_place(value: Any, pointer: str, report: Report) -> None:
    if ("id" in value) == ("url" in value):
        report.add("required", "must provide exactly one of id, url", pointer, ["id", "url"])


def _one_source(value: Any, pointer: str, report: Report) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        report.add(
            "required", "must provide exactly one of image_url, slack_file", pointer, ["image_url", "slack_file"]
        )


def image(more: dict[str, Rule] | None = None) -> Rule:
    """A rule for an image that says where it comes from, once, and what it shows."""
    return shape(
        {"alt_text": words(limits.IMAGE_ALT, minimum=1)},
        {
            "image_url": string(limits.IMAGE_URL, minimum=1),
            "slack_file": shape({}, {"id": string(minimum=1), "url": string(minimum=1)}, _one_place),
            **(more or {}),
        },
        _one_source,
        kind="image",
    )
