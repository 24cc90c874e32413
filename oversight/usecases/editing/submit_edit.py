"""A reviewer sends an edit in: it is the same vote as any other, and the edit ends with it."""

import dataclasses

from msgspec.structs import replace

from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.editing.form.entering import finished
from oversight.ports import Ports
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.editing.check_edit import in_their_shape
from oversight.usecases.editing.opened_edit import OpenedEdit
from oversight.voting.click import asked_on, refuse_late
from oversight.voting.decide import Answer

UNREADABLE = Refusal(RefusalCode.INVALID_PAYLOAD, "Something here cannot be read yet. Fix it and send again.")


@dataclasses.dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody made another version of the payload first, so nothing was sent in."""

    opened: OpenedEdit


async def submit_edit(
    opened: OpenedEdit, rung: int, ports: Ports, *, shown: str | None = None
) -> Transition | Refusal | Overtaken:
    """The vote for the edited payload, durable, the edit gone; or why it does not count, and the edit stays."""
    edit = opened.edit
    if late := refuse_late(opened.action):
        return late
    if isinstance(elsewhere := asked_on(opened.action, rung=rung), Refusal):
        return elsewhere
    if opened.is_overtaken:
        return Overtaken(opened)
    done = finished(opened.form, edit.working)
    if done.faults:
        return replace(UNREADABLE, details=done.faults)
    answer = Answer(VoteKind.MODIFY, edit.version, rung, edit.reason or None, done.payload, shown=shown)
    answered = await decide_action(edit.action_id, edit.user_id, answer, ports)
    if isinstance(answered, Transition):
        await ports.edits.drop(edit.token)
        return answered
    if answered.code is RefusalCode.STALE_CARD and (now := await ports.actions.action(edit.action_id)) is not None:
        overtaken = dataclasses.replace(opened, action=now)
        if overtaken.is_overtaken and not isinstance(asked_on(now, rung=rung), Refusal):
            return Overtaken(overtaken)
    return in_their_shape(answered, opened, done.working)
