"""What keeps an edit from being sent in, found before it is."""

from msgspec.structs import replace

from oversight.action.refusal import Detail, Refusal
from oversight.editing.edited_payload import refuse_edit
from oversight.editing.form.entering import finished
from oversight.editing.form.problems import sharpened
from oversight.editing.form.working import Working
from oversight.editing.masked import masked
from oversight.ports import Ports
from oversight.usecases.editing.opened_edit import OpenedEdit


async def check_edit(opened: OpenedEdit, ports: Ports) -> tuple[Detail, ...]:
    """What cannot be read yet; else what the very check of the edit would say of its values."""
    done = finished(opened.form, opened.edit.working)
    if done.faults:
        return done.faults
    pinned = await ports.policies.pinned(opened.action.policy_hash)
    refusal = refuse_edit(opened.action, done.payload, pinned)
    return in_their_shape(refusal, opened, done.working).details if refusal is not None else ()


def in_their_shape(refusal: Refusal, opened: OpenedEdit, working: Working) -> Refusal:
    """The refusal with what is wrong in the shape that a value has, as far as the person may read it."""
    return masked(replace(refusal, details=sharpened(opened.form, working, refusal.details)), opened.hints)
