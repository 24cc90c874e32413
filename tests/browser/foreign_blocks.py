"""What the foreign app shows: Block Kit of every kind that the page draws."""

from __future__ import annotations

from typing import Any, Final

Block = dict[str, Any]


def plain(text: str) -> Block:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def option(name: str) -> Block:
    """A choice whose value is its name in small letters."""
    return {"text": plain(name), "value": name.lower()}


def field(name: str, element: Block, *, optional: bool = True, **more: object) -> Block:
    """An input block of that name."""
    label = plain(name.capitalize())
    element = {"action_id": name, **element}
    return {"type": "input", "block_id": name, "label": label, "optional": optional, "element": element, **more}


def modal(title: str, callback_id: str, blocks: list[Block], **more: object) -> Block:
    """A modal that can be sent in."""
    base = {"type": "modal", "callback_id": callback_id, "title": plain(title), "submit": plain("Send")}
    return {**base, "close": plain("Cancel"), "blocks": blocks, **more}


CITIES: Final = ("Berlin", "Bergen", "Bern", "Paris")
COLOURS: Final = [option("Red"), option("Green"), option("Blue")]

FORM: Final = modal(
    "Everything",
    "form",
    [
        field("name", {"type": "plain_text_input"}, optional=False, hint=plain("As in your passport")),
        field("mail", {"type": "email_text_input"}),
        field("site", {"type": "url_text_input"}),
        field("count", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
        field("colour", {"type": "static_select", "options": COLOURS, "placeholder": plain("A colour")}),
        field("colours", {"type": "multi_static_select", "options": COLOURS, "max_selected_items": 2}),
        field("city", {"type": "external_select", "min_query_length": 2}),
        field("person", {"type": "users_select"}),
        field("rooms", {"type": "multi_channels_select"}),
        field("day", {"type": "datepicker"}),
        field("hour", {"type": "timepicker"}),
        field("moment", {"type": "datetimepicker"}),
        field("boxes", {"type": "checkboxes", "options": COLOURS, "initial_options": COLOURS[:1]}),
        field("radio", {"type": "radio_buttons", "options": COLOURS}),
        field("story", {"type": "rich_text_input"}),
    ],
)


def floor(number: int) -> Block:
    """One modal of a stack, with a button that leads to the next."""
    push = {"type": "button", "action_id": "higher", "text": plain("Higher")}
    note = field("note", {"type": "plain_text_input"})
    shown = [note, {"type": "actions", "block_id": "up", "elements": [push]}]
    return modal(f"Floor {number}", "floor", shown, private_metadata=str(number), notify_on_close=True)


HOME: Final = {
    "type": "home",
    "blocks": [{"type": "header", "text": plain("A foreign Home")}, {"type": "divider"}],
}

CONFIRM: Final = {
    "title": plain("Sure?"),
    "text": plain("It is only a test."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}

EVERYTHING: Final[list[Block]] = [
    {"type": "header", "text": plain("Everything :tada:")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Bold* and <!date^1700000000^{date_num} {time}|then>"}},
    {
        "type": "actions",
        "block_id": "everything",
        "elements": [
            {"type": "button", "action_id": "ask", "text": plain("Ask first"), "value": "7", "confirm": CONFIRM},
            {"type": "static_select", "action_id": "pick", "options": COLOURS, "initial_option": COLOURS[1]},
            {"type": "external_select", "action_id": "city", "min_query_length": 0, "placeholder": plain("A city")},
            {"type": "overflow", "action_id": "more", "options": COLOURS[:2]},
            {"type": "datepicker", "action_id": "date", "initial_date": "2026-03-29"},
            {"type": "checkboxes", "action_id": "ticks", "options": COLOURS[:2]},
        ],
    },
    {"type": "image", "image_url": "https://pictures.invalid/cat.png", "alt_text": "A cat asleep"},
    {
        "type": "video",
        "alt_text": "A film",
        "title": plain("Film"),
        "thumbnail_url": "https://pictures.invalid/film.png",
        "video_url": "https://pictures.invalid/film",
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small print_ :no_such_code:"}]},
]

CARD: Final[list[Block]] = [
    {"type": "section", "text": plain("Refund 900")},
    {
        "type": "actions",
        "block_id": "first",
        "elements": [
            {"type": "button", "action_id": "approve", "text": plain("Approve"), "value": "token:1", "style": "primary"}
        ],
    },
]
