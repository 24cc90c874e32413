"""What a person types and presses in an edit is saved as they go."""

from collections.abc import Callable
from dataclasses import replace

from oversight.action.refusal import Refusal
from oversight.editing.edit import Edit, saved_after
from oversight.ports import Ports
from oversight.usecases.editing.opened_edit import OpenedEdit, find_edit, with_form

Change = Callable[[OpenedEdit], Edit]
"""What the press makes of the edit as it is at that moment; a pure rule."""


async def change_edit(token: str, user_id: str, change: Change, ports: Ports) -> OpenedEdit | Refusal:
    """The edit after the change, durable; or why there is none to change.

    Where another press of the same person was first, the rule is asked again about what that one left.
    """
    while True:
        opened = await find_edit(token, user_id, ports)
        if isinstance(opened, Refusal):
            return opened
        changed = change(opened)
        if changed == opened.edit:
            return opened
        saved = saved_after(changed, opened.edit, ports.clock.now())
        if await ports.edits.save(saved):
            is_the_same_form = (saved.version, saved.revealed) == (opened.edit.version, opened.edit.revealed)
            return replace(opened, edit=saved) if is_the_same_form else await with_form(saved, opened.action, ports)
