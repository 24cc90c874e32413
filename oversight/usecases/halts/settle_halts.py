"""The time of pending actions is frozen or runs, as the halts want it."""

from collections.abc import Sequence

from oversight.action.action import Action
from oversight.action.transition import Transition
from oversight.halts.frozen_time import settle
from oversight.halts.halt import Halts
from oversight.ports import Ports
from oversight.ports.actions import Committed
from oversight.usecases.apply import change_of

AT_A_TIME = 500
"""Actions settled at a time."""


async def settle_halts(ports: Ports) -> int:
    """How many actions were frozen or run again; afterwards each is as the halts want it.

    Each is a compare-and-set, so any number of replicas may do this at once, and a crash in the middle leaves work and
    no harm. An action that somebody changes meanwhile is looked at again.
    """
    book, settled = ports.halts, 0
    halts = await book.active(anew=True)
    while actions := await book.unsettled(halts, AT_A_TIME):
        # Looked up after the actions: who reads one that another replica has let run again also reads why, so that the
        # same halt never moves it twice.
        halts = await book.active(anew=True)
        steps = await _steps(actions, halts, ports)
        if not steps:
            break  # the halts changed since the actions were looked for: the next call finds others
        results = await ports.actions.commit_all([change_of(step) for step in steps])
        settled += sum(isinstance(result, Committed) for result in results)
    return settled


async def _steps(actions: Sequence[Action], halts: Halts, ports: Ports) -> list[Transition]:
    book, now = ports.halts, ports.clock.now()
    frozen = [action.assignment.frozen_at for action in actions if action.assignment and action.assignment.frozen_at]
    ended = await book.ended(min(frozen)) if frozen else ()
    steps = (settle(action, halts, ended, now) for action in actions)
    return [step for step in steps if step is not None]
