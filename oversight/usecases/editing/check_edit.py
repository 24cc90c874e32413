"""What keeps an edit from being sent in, found before it is."""

from oversight.action.refusal import Detail
from oversight.editing.edited_payload import refuse_edit
from oversight.editing.form.entering import finished
from oversight.ports import Ports
from oversight.usecases.editing.opened_edit import OpenedEdit


async def check_edit(opened: OpenedEdit, ports: Ports) -> tuple[Detail, ...]:
    """What cannot be read yet; else what the very check of the edit would say of its values."""
    done = finished(opened.form, opened.edit.working)
    if done.faults:
        return done.faults
    pinned = await ports.policies.pinned(opened.action.policy_hash)
    refusal = refuse_edit(opened.action, done.payload, pinned)
    return refusal.details if refusal is not None else ()
