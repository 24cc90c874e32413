"""One example for each limit of Block Kit: a block or view that grows until Slack refuses it, and where it then points.

Words are counted after escaping, strings as they are; the rest is a number: of items, or as it stands in a field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox import limits
from tests.unit.sandbox.kit import actions, button, field, modal, mrkdwn, option, plain, section

CELL = {"type": "raw_text", "text": "x"}
SEGMENT = {"label": "a", "value": 1}
PIE = {"type": "pie", "segments": [SEGMENT]}


@dataclass(frozen=True, slots=True)
class Named:
    """A limit by the name of its constant."""

    constant: str

    @property
    def limit(self) -> int:
        limit: int = getattr(limits, self.constant)
        return limit


@dataclass(frozen=True, slots=True)
class Words(Named):
    """The limit that this constant sets to words which people read, in what `build` makes of them."""

    build: Callable[[str], dict[str, Any]]
    pointer: str
    surface: str = "message"

    def at(self, size: int) -> dict[str, Any]:
        return self.build("x" * size)


@dataclass(frozen=True, slots=True)
class Strings(Words):
    """The limit of a string that nobody reads, or of a text that Slack does not escape."""


@dataclass(frozen=True, slots=True)
class Numbers(Named):
    """The limit of how many there may be, or of a number in a field."""

    at: Callable[[int], dict[str, Any]]
    pointer: str
    surface: str = "message"


def menu(kind: str) -> Callable[[int], dict[str, Any]]:
    return lambda count: actions({"type": kind, "action_id": "a", "options": [option(at) for at in range(count)]})


def select(**part: Any) -> dict[str, Any]:
    return actions({"type": "static_select", "action_id": "a", **part})


def one_option(**part: Any) -> dict[str, Any]:
    return select(options=[option() | part])


def confirm(**part: Any) -> dict[str, Any]:
    return actions(button(confirm={"title": plain("Sure?"), "text": plain("It is final."), **part}))


def group(label: str = "Group", count: int = 1) -> dict[str, Any]:
    return {"label": plain(label), "options": [option(at) for at in range(count)]}


def picture(**part: Any) -> dict[str, Any]:
    return {"type": "image", "alt_text": "a", "image_url": "https://example.org/a.png", **part}


def video(**part: Any) -> dict[str, Any]:
    required = {"alt_text": "a", "title": plain("t"), "thumbnail_url": "https://a", "video_url": "https://b"}
    return {"type": "video", **required, **part}


def card(**part: Any) -> dict[str, Any]:
    return {"type": "card", "title": mrkdwn("t"), **part}


def container(**part: Any) -> dict[str, Any]:
    return {"type": "container", "title": plain("t"), "child_blocks": [section()], **part}


def provider(**part: Any) -> dict[str, Any]:
    return {"type": "auth_provider", "value": "v", "name": plain("n"), "is_connected": True, **part}


def table(*rows: list[dict[str, Any]], **part: Any) -> dict[str, Any]:
    return {"type": "table", "rows": list(rows), **part}


def data_table(*rows: list[dict[str, Any]], **part: Any) -> dict[str, Any]:
    return {"type": "data_table", "caption": "c", "rows": list(rows), **part}


def chart(title: str = "t", chart: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "data_visualization", "title": title, "chart": chart or PIE}


def lines(categories: list[str], series: int = 1, **axes: Any) -> dict[str, Any]:
    data = [{"label": name, "value": 1} for name in categories]
    named = [{"name": f"s{at}", "data": data} for at in range(series)]
    return chart(chart={"type": "line", "series": named, "axis_config": {"categories": categories, **axes}})


def indented(by: int) -> dict[str, Any]:
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [], "indent": by}
    return {"type": "rich_text", "elements": [bullets]}


def icon(**part: Any) -> dict[str, Any]:
    one = {"type": "icon_button", "icon": "trash", "text": plain("Delete"), **part}
    return {"type": "context_actions", "elements": [one]}


def feedback(count: int = 1, **part: Any) -> dict[str, Any]:
    press = {"text": plain("Good"), "value": "1", **part}
    one = {"type": "feedback_buttons", "positive_button": press, "negative_button": press}
    return {"type": "context_actions", "elements": [one] * count}


E0 = "/elements/0"
BLOCK_LIMITS: list[Words | Strings | Numbers] = [
    Words("TEXT", section, "/text/text"),
    Words("TEXT", lambda text: section() | {"text": plain(text)}, "/text/text"),
    Words("TEXT", lambda text: {"type": "context", "elements": [plain(text)]}, f"{E0}/text"),
    Words("SECTION_FIELD_TEXT", lambda text: {"type": "section", "fields": [mrkdwn(text)]}, "/fields/0/text"),
    Numbers("SECTION_FIELDS", lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}, "/fields"),
    Words("HEADER_TEXT", lambda text: {"type": "header", "text": plain(text)}, "/text/text"),
    Numbers("CONTEXT_ELEMENTS", lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}, "/elements"),
    Numbers("CONTEXT_ACTIONS_ELEMENTS", feedback, "/elements"),
    Numbers("ACTIONS_ELEMENTS", lambda n: actions(*(button(action_id=str(at)) for at in range(n))), "/elements"),
    Words("BUTTON_TEXT", lambda text: actions(button(text)), f"{E0}/text/text"),
    Words("BUTTON_TEXT", lambda text: feedback(text=plain(text)), f"{E0}/positive_button/text/text"),
    Strings("BUTTON_VALUE", lambda text: actions(button(value=text)), f"{E0}/value"),
    Strings("BUTTON_VALUE", lambda text: icon(value=text), f"{E0}/value"),
    Strings("BUTTON_VALUE", lambda text: feedback(value=text), f"{E0}/negative_button/value"),
    Strings("BUTTON_URL", lambda text: actions(button(url=text)), f"{E0}/url"),
    Words("BUTTON_AGENT_PROMPT", lambda text: actions(button(agent_prompt=text)), f"{E0}/agent_prompt"),
    Words("ACCESSIBILITY_LABEL", lambda text: actions(button(accessibility_label=text)), f"{E0}/accessibility_label"),
    Numbers("VISIBLE_TO_USERS", lambda n: icon(visible_to_user_ids=["U1"] * n), f"{E0}/visible_to_user_ids"),
    Strings("IDENTIFIER", lambda text: actions(button(action_id=text)), f"{E0}/action_id"),
    Strings("IDENTIFIER", lambda text: section(block_id=text), "/block_id"),
    Words("CONFIRM_TITLE", lambda text: confirm(title=plain(text)), f"{E0}/confirm/title/text"),
    Words("CONFIRM_TEXT", lambda text: confirm(text=mrkdwn(text)), f"{E0}/confirm/text/text"),
    Words("CONFIRM_BUTTON", lambda text: confirm(confirm=plain(text)), f"{E0}/confirm/confirm/text"),
    Words("CONFIRM_BUTTON", lambda text: confirm(deny=plain(text)), f"{E0}/confirm/deny/text"),
    Words("OPTION_TEXT", lambda text: one_option(text=plain(text)), f"{E0}/options/0/text/text"),
    Words("OPTION_DESCRIPTION", lambda text: one_option(description=plain(text)), f"{E0}/options/0/description/text"),
    Strings("OPTION_VALUE", lambda text: one_option(value=text), f"{E0}/options/0/value"),
    Strings("OPTION_URL", lambda text: one_option(url=text), f"{E0}/options/0/url"),
    Numbers("OPTION_GROUPS", lambda n: select(option_groups=[group()] * n), f"{E0}/option_groups"),
    Words("OPTION_GROUP_LABEL", lambda text: select(option_groups=[group(text)]), f"{E0}/option_groups/0/label/text"),
    Numbers("SELECT_OPTIONS", menu("static_select"), f"{E0}/options"),
    Numbers("SELECT_OPTIONS", menu("multi_static_select"), f"{E0}/options"),
    Numbers("SELECT_OPTIONS", lambda n: select(option_groups=[group(count=n)]), f"{E0}/option_groups/0/options"),
    Numbers("OVERFLOW_OPTIONS", menu("overflow"), f"{E0}/options"),
    Numbers("CHECKBOX_OPTIONS", menu("checkboxes"), f"{E0}/options"),
    Numbers("RADIO_OPTIONS", menu("radio_buttons"), f"{E0}/options"),
    Words("PLACEHOLDER", lambda text: field(placeholder=plain(text)), "/element/placeholder/text"),
    Words("PLAIN_TEXT_INPUT", lambda text: field(initial_value=text), "/element/initial_value"),
    Numbers("PLAIN_TEXT_INPUT", lambda n: field(max_length=n), "/element/max_length"),
    Numbers("PLAIN_TEXT_INPUT", lambda n: field(min_length=n), "/element/min_length"),
    Words("INPUT_LABEL", lambda text: field() | {"label": plain(text)}, "/label/text"),
    Words("INPUT_HINT", lambda text: field() | {"hint": plain(text)}, "/hint/text"),
    Numbers(
        "FILE_INPUT_FILES",
        lambda n: field() | {"element": {"type": "file_input", "max_files": n}},
        "/element/max_files",
        "modal",
    ),
    Numbers(
        "EPOCH_SECONDS",
        lambda n: actions({"type": "datetimepicker", "initial_date_time": n}),
        f"{E0}/initial_date_time",
    ),
    Numbers("LIST_INDENT", indented, f"{E0}/indent"),
    Strings("IMAGE_URL", lambda text: picture(image_url=text), "/image_url"),
    Words("IMAGE_ALT", lambda text: picture(alt_text=text), "/alt_text"),
    Words("IMAGE_TITLE", lambda text: picture(title=plain(text)), "/title/text"),
    Words("VIDEO_TITLE", lambda text: video(title=plain(text)), "/title/text"),
    Words("VIDEO_AUTHOR", lambda text: video(author_name=text), "/author_name"),
    Words("ALERT_TEXT", lambda text: {"type": "alert", "text": plain(text)}, "/text/text", "modal"),
    Strings("MARKDOWN_TEXT", lambda text: {"type": "markdown", "text": text}, "/text"),
    Numbers("CAROUSEL_CARDS", lambda n: {"type": "carousel", "elements": [card()] * n}, "/elements"),
    Words("CARD_TITLE", lambda text: card(title=plain(text)), "/title/text"),
    Words("CARD_SUBTITLE", lambda text: card(subtitle=mrkdwn(text)), "/subtitle/text"),
    Words("CARD_BODY", lambda text: card(body=mrkdwn(text)), "/body/text"),
    Words("CARD_SUBTEXT", lambda text: card(subtext=plain(text)), "/subtext/text"),
    Numbers("CARD_ACTIONS", lambda n: card(actions=[button(action_id=str(at)) for at in range(n)]), "/actions"),
    Numbers("CONTAINER_BLOCKS", lambda n: container(child_blocks=[section()] * n), "/child_blocks"),
    Words("CONTAINER_TITLE", lambda text: container(title=plain(text)), "/title/text"),
    Words("CONTAINER_SUBTITLE", lambda text: container(subtitle=mrkdwn(text)), "/subtitle/text"),
    Strings("PROVIDER_VALUE", lambda text: provider(value=text), "/value"),
    Words("PROVIDER_NAME", lambda text: provider(name=plain(text)), "/name/text"),
    Words("PROVIDER_DESCRIPTION", lambda text: provider(description=plain(text)), "/description/text"),
    Words("PROVIDER_CONNECTED", lambda text: provider(connected_identity=plain(text)), "/connected_identity/text"),
    Strings("PROVIDER_URL", lambda text: provider(auth_url=text), "/auth_url"),
    Numbers("TABLE_ROWS", lambda n: table(*[[CELL]] * n), "/rows"),
    Numbers("TABLE_CELLS", lambda n: table([CELL] * n), "/rows/0"),
    Numbers("TABLE_CELLS", lambda n: table([CELL], column_settings=[{}] * n), "/column_settings"),
    Strings("TABLE_CHARACTERS", lambda text: table([CELL | {"text": text}]), ""),
    Numbers("DATA_TABLE_ROWS", lambda n: data_table(*[[CELL]] * n), "/rows"),
    Numbers("DATA_TABLE_PAGE", lambda n: data_table([CELL], [CELL], page_size=n), "/page_size"),
    Words("CHART_TITLE", chart, "/title"),
    Words("CHART_LABEL", lambda text: lines([text]), "/chart/axis_config/categories/0"),
    Words("CHART_AXIS_LABEL", lambda text: lines(["a"], x_label=text), "/chart/axis_config/x_label"),
    Numbers("CHART_SERIES", lambda n: lines(["a"], n), "/chart/series"),
    Numbers("CHART_SERIES", lambda n: chart(chart=PIE | {"segments": [SEGMENT] * n}), "/chart/segments"),
    Numbers("CHART_POINTS", lambda n: lines([str(at) for at in range(n)]), "/chart/series/0/data"),
]
VIEW_LIMITS: list[Words | Strings | Numbers] = [
    *(
        Words("VIEW_TITLE", lambda text, part=part: modal(section(), **{part: plain(text)}), f"/{part}/text")  # type: ignore[misc]  # mypy cannot infer a lambda's default
        for part in ("title", "submit", "close")
    ),
    Strings("VIEW_PRIVATE_METADATA", lambda text: modal(section(), private_metadata=text), "/private_metadata"),
    Strings("IDENTIFIER", lambda text: modal(section(), callback_id=text), "/callback_id"),
    Strings("IDENTIFIER", lambda text: modal(section(), external_id=text), "/external_id"),
    Numbers("VIEW_BLOCKS", lambda n: modal(*[section()] * n), "/blocks"),
]
