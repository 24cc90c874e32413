"""Buttons with a label, which screen readers read instead of the text."""

from blocks.kit.limits import (
    ACCESSIBILITY_LABEL,
    BUTTON_TEXT,
    BUTTON_VALUE,
    CONFIRM_BUTTON,
    CONFIRM_TEXT,
    CONFIRM_TITLE,
)
from blocks.kit.message import Block
from blocks.kit.text import plain, shorten


def button(action_id: str, face: str, value: str, label: str, *, style: str | None = None) -> Block:
    """A button; ``label`` says what it does to which action."""
    assert len(value) <= BUTTON_VALUE, "a button's value is a token, never content"
    made: Block = {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": shorten(face, BUTTON_TEXT)},
        "value": value,
        "accessibility_label": shorten(label, ACCESSIBILITY_LABEL),
    }
    return made | ({"style": style} if style else {})


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The question that is asked before the button counts."""
    return {
        "title": plain(title, CONFIRM_TITLE),
        "text": plain(text, CONFIRM_TEXT),
        "confirm": plain(yes, CONFIRM_BUTTON),
        "deny": plain(no, CONFIRM_BUTTON),
    }


def reveal_button(action_id: str, value: str) -> Block:
    """Shows what cards hide; who presses it knows beforehand that it is written down."""
    question = "Only you will see them. That you looked, when, and at which values goes into the audit log."
    asked = confirm("Show the hidden values?", question, "Show", "Go back")
    return button(action_id, "Reveal hidden values", value, "Reveal hidden values") | {"confirm": asked}
