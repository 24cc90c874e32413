"""Every id that Slack sends back to us. Each button needs a handler: one test compares both sides.

Ids are never reused for something else. One that is no longer shown moves to ``RETIRED`` and still gets a polite
answer, because old cards keep their buttons.
"""

import hashlib

from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path

# Buttons on an approval card; their value is :func:`button_value`.
APPROVE = "approve"
REJECT = "reject"
MODIFY = "modify"
DETAILS = "details"
EDIT_DRAFT = "edit_draft"

# The menu beside them, and what can be chosen in it; the values of its options are :func:`menu_value`.
CARD_MENU = "card_menu"
ESCALATE_CHOICE = "ask_above"
MORE_TIME_CHOICE = "more_time"
HAND_OVER_CHOICE = "hand_over"
REPORT_CHOICE = "report_problem"

# The button on the card of what a person approved: allow what looks like it. Its value is :func:`button_value`, too.
ALLOW_SIMILAR = "allow_similar"

# Wherever a standing approval is shown; its value is the standing approval's id.
REVOKE_STANDING = "revoke_standing"

# What can be pressed beside a sample in a digest; the number in the value is the sample's position in the digest.
SAMPLE_RIGHT = "sample_right"
SAMPLE_WRONG = "sample_wrong"
SAMPLE_MENU = "sample_menu"
UNSURE_CHOICE = "unsure"
DETAILS_CHOICE = "open_details"
# Of all samples in one message.
SAMPLES_ALL_RIGHT = "samples_all_right"

# Buttons that turn the pages of the Details view; their value is the page to show, from 1.
DETAILS_PREVIOUS = "details_previous"
DETAILS_NEXT = "details_next"

# In Details, for those whom the policy entitles: what cards hide. Their value is the page to show, from 1.
REVEAL = "reveal"
REVEAL_PREVIOUS = "reveal_previous"
REVEAL_NEXT = "reveal_next"

# The window of a draft. The value of a button about one block is the block's id; of a tab or a page, its number.
DRAFT_TODO = "draft_todo"
DRAFT_WHOLE = "draft_whole"
DRAFT_PREVIEW = "draft_preview"
DRAFT_SAVE = "draft_save"
DRAFT_PREVIOUS = "draft_previous"
DRAFT_NEXT = "draft_next"
DRAFT_CHOOSE = "draft_choose"
DRAFT_COVER = "draft_cover"
DRAFT_RIGHT = "draft_right"
DRAFT_ALSO = "draft_also"
DRAFT_TAKE = "draft_take"
DRAFT_DISCARD = "draft_discard"
DRAFT_RESTORE = "draft_restore"
DRAFT_MENU = "draft_menu"
DRAFT_UP_CHOICE = "draft_up"
DRAFT_DOWN_CHOICE = "draft_down"
DRAFT_DROP_CHOICE = "draft_drop"
DRAFT_ADD_CHOICE = "draft_add"
DRAFT_KEEP_CHOICE = "draft_keep"

# The Details button where no card is at hand: Home tab, /approvals, samples. Its value is the action's id.
OPEN_FROM_HOME = "open_from_home"

# What can be pressed in the windows of an edit. Rows, fields and pages are named by :func:`item_id`.
EDIT_OPEN = "edit_open"
EDIT_ROW_MENU = "edit_row_menu"
EDIT_ADD = "edit_add"
EDIT_EMPTY = "edit_empty"
EDIT_BRANCH = "edit_branch"
EDIT_AS_TEXT = "edit_as_text"
EDIT_AS_FORM = "edit_as_form"
EDIT_PREVIOUS = "edit_previous"
EDIT_NEXT = "edit_next"
EDIT_BACK = "edit_back"
EDIT_ANEW = "edit_anew"
EDIT_REVEAL = "edit_reveal"
EDIT_REJECT = "edit_reject"
# Where somebody else was first: the person's own version, the other one, or both.
EDIT_MINE = "edit_mine"
EDIT_THEIRS = "edit_theirs"
EDIT_BOTH = "edit_both"
# What somebody had typed when it could not be sent in any more; its value is the edit's token and the page, from 0.
EDIT_SHOW_TYPED = "edit_show_typed"

# What the menu of a row offers; the values of its options are :func:`row_value`.
OPEN_CHOICE = "open"
UP_CHOICE = "up"
DOWN_CHOICE = "down"
REMOVE_CHOICE = "remove"
ADD_CHOICE = "add"
EMPTY_CHOICE = "empty"

# Views.
REJECT_VIEW = "reject_view"
EDIT_VIEW = "edit_view"
HAND_OVER_VIEW = "hand_over_view"
PROBLEM_VIEW = "problem_view"
ALLOW_SIMILAR_VIEW = "allow_similar_view"
STANDING_VIEW = "standing_view"
DETAILS_VIEW = "details_view"
REVEAL_VIEW = "reveal_view"
DRAFT_VIEW = "draft_view"
WRONG_VIEW = "wrong_view"

# Inputs of the views: the block and the element inside it.
REASON_BLOCK = "reason_block"
REASON_INPUT = "reason_input"
REJECT_REASON_BLOCK = "reject_reason_block"
REJECT_REASON_INPUT = "reject_reason_input"
FIELD_INPUT = "field_input"
SEARCH_INPUT = "search_input"
TEXT_INPUT = "text_input"
SEVERITY_BLOCK = "severity_block"
SEVERITY_INPUT = "severity_input"
INSTEAD_BLOCK = "instead_block"
INSTEAD_INPUT = "instead_input"
RUBRIC_BLOCK = "rubric_block"
RUBRIC_INPUT = "rubric_input"
COLLEAGUE_BLOCK = "colleague_block"
COLLEAGUE_INPUT = "colleague_input"
NOTE_BLOCK = "note_block"
NOTE_INPUT = "note_input"
HAPPENED_BLOCK = "happened_block"
HAPPENED_INPUT = "happened_input"
BOUND_INPUT = "bound_input"
TEXTS_INPUT = "texts_input"
LASTING_BLOCK = "lasting_block"
LASTING_INPUT = "lasting_input"
USES_BLOCK = "uses_block"
USES_INPUT = "uses_input"
DRAFT_TEXT_INPUT = "draft_text_input"

# Commands and shortcuts, as the manifest names them.
APPROVALS_COMMAND = "/approvals"
MY_APPROVALS_SHORTCUT = "my_approvals"
EXPLAIN_SHORTCUT = "explain_decision"

# Ids of the past: on old cards they may still be pressed. Those with a name of their own still do what they said.
ESCALATE_RETIRED = "escalate"
RETIRED: tuple[str, ...] = ("sample_unsure",)


DRAFT_TEXT_PARTS = 3
DIGITS = 9
"""The most that a number has that comes back to us: nobody edits a billion times, or allows for thirty years."""


def button_value(token: str, version: int) -> str:
    """What a button carries: the posting's opaque token and the payload version that its card showed."""
    return f"{token}:{version}"


def menu_value(choice: str, token: str, version: int, *, shown: str = "") -> str:
    """What an option of a card's menu carries: what was chosen, from what the card showed, and what a button carries.

    ``shown`` makes a press count once however often it is delivered: by the second time the card shows something else.
    """
    return f"{choice}{'@' if shown else ''}{shown}|{button_value(token, version)}"


def read_menu_value(value: str) -> tuple[str, str]:
    """What was chosen, and the button's value beside it; the choice is empty where the value is a button's alone."""
    choice, _, carried = value.rpartition("|")
    return choice.partition("@")[0], carried


def read_shown(value: str) -> str:
    """What the card showed when this was chosen from its menu; empty where the value does not say."""
    return value.rpartition("|")[0].partition("@")[2]


def bound_block(position: int) -> str:
    """The block that holds the bound of a number, by the number's position among the payload's values."""
    return f"bound_block.{position}"


def texts_block(group: int) -> str:
    """The block that holds one group of check boxes."""
    return f"texts_block.{group}"


def item_id(path: Path) -> str:
    """What a field, a row or a page of an edit is called in Slack: always as short, however long its path."""
    return hashlib.sha256(json_path(path).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def field_block(path: Path, kind: str, drawn: int) -> str:
    """The block of a field: the same as long as nothing but typing changes what it holds."""
    return f"field.{item_id(path)}.{kind}.{drawn}"


def text_block(path: Path, number: int, count: int, drawn: int) -> str:
    """The block of one input of a text, by its number among so many."""
    return f"text.{item_id(path)}.{number}.{count}.{drawn}"


def row_value(choice: str, path: Path) -> str:
    """What an option of a row's menu carries."""
    return f"{choice}|{item_id(path)}"


def read_row_value(value: str) -> tuple[str, str]:
    """What was chosen from a row's menu, and the row's id."""
    choice, _, row = value.rpartition("|")
    return choice, row


def draft_text_block(piece: str, version: int, part: int) -> str:
    """The block of one input of a draft: which block's text, since which of its versions, and which part of it."""
    return f"draft_text.{piece}.{version}.{part}"


def read_draft_text_block(block_id: str) -> tuple[str, int, int] | None:
    """The block of a draft, the version and the part that an input is for; None where it is another block."""
    kind, *rest = block_id.split(".")
    if kind != "draft_text" or len(rest) != DRAFT_TEXT_PARTS:
        return None
    version, part = read_number(rest[1]), read_number(rest[2])
    return None if version is None or part is None else (rest[0], version, part)


def read_button_value(value: str) -> tuple[str, int] | None:
    """The token and version of a button's value, or None where it is not one of ours."""
    token, _, written = value.rpartition(":")
    version = read_number(written)
    return (token, version) if token and version is not None else None


def read_number(written: str, digits: int = DIGITS) -> int | None:
    """The whole number that comes back to us; None where it is none, or has more digits than any of ours."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= digits else None
