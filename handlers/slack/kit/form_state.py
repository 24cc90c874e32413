"""What somebody entered in the fields of a window, as Slack sends it in."""

from datetime import UTC, datetime
from typing import Final

from blocks.kit import ids
from handlers.slack.kit.clicks import Body
from oversight.action.status import Severity

LATEST: Final = 10**10
"""Seconds; what Slack's picker knows ends there."""


def entered_text(view: Body, block_id: str, action_id: str) -> str:
    """The text in a field; what is no character, or one that no database keeps, as a replacement mark."""
    return clean_text(_field(view, block_id, action_id).get("value"))


def clean_text(typed: object) -> str:
    """The text as somebody typed it; what is no character, or one that no database keeps, as a replacement mark."""
    return str(typed or "").encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def named_person(view: Body, block_id: str, action_id: str) -> str:
    """The Slack user id of whom somebody chose in a field; empty where nobody is named."""
    return str(_field(view, block_id, action_id).get("selected_user") or "")


def ticked_values(view: Body, block_id: str, action_id: str) -> list[str]:
    """The values of the ticked boxes."""
    return [str(option.get("value")) for option in _field(view, block_id, action_id).get("selected_options") or []]


def chosen_text(view: Body, block_id: str, action_id: str) -> str:
    """The value of the option that was chosen; empty where none is."""
    return str((_field(view, block_id, action_id).get("selected_option") or {}).get("value") or "")


def chosen_severity(view: Body) -> Severity | None:
    """How bad somebody says that it is; None where they did not choose."""
    chosen = chosen_text(view, ids.SEVERITY_BLOCK, ids.SEVERITY_INPUT)
    return next((severity for severity in Severity if severity.value == chosen), None)


def chosen_number(view: Body, block_id: str, action_id: str) -> int | None:
    """The number that was chosen from a menu; None where it is none of ours."""
    return ids.read_number(chosen_text(view, block_id, action_id))


def chosen_time(view: Body, block_id: str, action_id: str) -> datetime | None:
    """The moment that was chosen, in UTC; None where none is."""
    chosen = _field(view, block_id, action_id).get("selected_date_time")
    if not isinstance(chosen, int) or isinstance(chosen, bool) or not 0 <= chosen < LATEST:
        return None
    return datetime.fromtimestamp(chosen, UTC)


def _field(view: Body, block_id: str, action_id: str) -> Body:
    values = (view.get("state") or {}).get("values") or {}
    return (values.get(block_id) or {}).get(action_id) or {}
