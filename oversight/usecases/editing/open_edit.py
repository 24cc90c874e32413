"""A reviewer opens the payload to edit it."""

from oversight.action.action import Action
from oversight.editing.edit import KEPT, begin
from oversight.ports import Ports
from oversight.usecases.editing.opened_edit import OpenedEdit, with_form


async def open_edit(action: Action, user_id: str, ports: Ports) -> OpenedEdit:
    """This person's edit of the action, durable: the one that they left within the last hour, or a new one."""
    now = ports.clock.now()
    edit = await ports.edits.open(begin(ports.ids.edit_token(), action, user_id, now), now - KEPT)
    return await with_form(edit, action, ports)
