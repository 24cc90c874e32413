"""Finished drafts teach which blocks people edit, and works that nobody needs any more go."""

from oversight.action.action import Action
from oversight.editing.draft.edit_rate import Lesson, lessons
from oversight.ports import Ports
from oversight.ports.drafting import KEPT_FOR, SpotChecks

AT_A_TIME = 100


async def learn_from_drafts(ports: Ports) -> int:
    """How many drafts taught something; of each decided action the work is learned from once, and removed later.

    Only what was released teaches: a draft that was rejected, or that ran out, says nothing about its single blocks.
    """
    learned = 0
    for action_id in await ports.drafts.unlearned(AT_A_TIME):
        action = await ports.actions.action(action_id)
        assert action is not None, "a work belongs to an action"
        taught, checks = _taught_by(action)
        is_first = await ports.drafts.learn(action.id, action.proposal.action_type, taught, checks)
        learned += is_first and bool(taught or checks.answered)
    await ports.drafts.forget(ports.clock.now() - KEPT_FOR, AT_A_TIME)
    return learned


def _taught_by(action: Action) -> tuple[tuple[Lesson, ...], SpotChecks]:
    draft, finished = action.proposal.draft, action.version.draft
    if draft is None or finished is None or not action.status.releases:
        return (), SpotChecks()
    check = finished.spot_check
    checks = SpotChecks() if check is None else SpotChecks(int(check.found), 1)
    return tuple(lessons(draft, finished)), checks
