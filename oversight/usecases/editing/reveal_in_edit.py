"""Somebody entitled edits hidden values, too. That they see them is in the log before the window shows them."""

from collections.abc import Sequence

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.edit import Edit
from oversight.editing.hidden import HiddenValue
from oversight.editing.redaction import hidden_values
from oversight.exact_json.walk import Path
from oversight.ports import Ports
from oversight.usecases.actions.reveal_hidden import reveal_hidden
from oversight.usecases.editing.change_edit import Change, change_edit
from oversight.usecases.editing.opened_edit import OpenedEdit, find_edit

MOST = 200
"""So many hidden values are shown in an edit; the log names each of them."""
UNREAD = Refusal(
    RefusalCode.INVALID_PAYLOAD, "Some text of this edit is not read yet. Go back to the form first, then show them."
)
OTHER_VERSION = Refusal(
    RefusalCode.STALE_CARD,
    "Somebody made another version meanwhile. Press Submit to see what they changed, and show the hidden values then.",
)
TOO_MANY = Refusal(
    RefusalCode.INVALID_PAYLOAD, f"More than {MOST} values are hidden here. Reveal them page by page in the details."
)


class _InPayload(Struct, frozen=True):
    """Where the hidden values of the payload are."""

    paths: Sequence[Path]


async def reveal_in_edit(token: str, user_id: str, typed: Change, ports: Ports) -> OpenedEdit | Refusal:
    """The edit with its hidden values, durable, what was typed saved before; or why they are not shown."""
    opened = await change_edit(token, user_id, typed, ports)
    if isinstance(opened, Refusal):
        return opened
    if opened.edit.working.texts:
        return UNREAD
    if opened.is_overtaken:
        return OTHER_VERSION
    if len(list(hidden_values(opened.action.version.payload, opened.hints))) > MOST:
        return TOO_MANY
    shown = await reveal_hidden(opened.action.id, user_id, _in_payload, ports)
    if isinstance(shown, Refusal):
        return shown
    await change_edit(token, user_id, _showing_hidden, ports)
    return await find_edit(token, user_id, ports)


def _showing_hidden(now: OpenedEdit) -> Edit:
    """The log names what the action hides now: an edit of an earlier version does not show its own."""
    return now.edit if now.is_overtaken else now.edit.showing_hidden()


def _in_payload(_: Action, hidden: Sequence[HiddenValue]) -> _InPayload:
    return _InPayload([value.path for value in hidden if value.path[0] == "payload"])
