"""Time passes: reminders, escalations and timeouts that have fallen due, each exactly once."""

from collections.abc import Sequence
from datetime import datetime

from oversight.action.action import Action
from oversight.action.transition import Transition
from oversight.ladder.deadline import next_step
from oversight.ports import Ports
from oversight.ports.actions import SET_ASIDE, Committed
from oversight.usecases.apply import change_of
from oversight.usecases.halts.settle_halts import settle_halts

AT_A_TIME = 500
"""Actions claimed at a time: large enough for group commit, small enough to stay within the lease."""


async def run_due(ports: Ports) -> int:
    """How many actions time changed just now; everything that is due has been looked at when it returns.

    An action that somebody else changes meanwhile is left alone: its new state has its own due time. One that fails
    does not hold up the others and is set aside for a while; all failures are raised together at the end.
    """
    await settle_halts(ports)
    changed = 0
    failures: list[Exception] = []
    while due := await ports.actions.claim_due(now := ports.clock.now(), AT_A_TIME):
        steps, failed = _steps(due, now)
        if failed:
            await ports.actions.set_aside(list(failed), now + SET_ASIDE)
            failures += failed.values()
        results = await ports.actions.commit_all([change_of(step) for step in steps])
        changed += sum(isinstance(result, Committed) for result in results)
    if failures:
        raise ExceptionGroup("time could not change some actions", failures)
    return changed


def _steps(due: Sequence[Action], now: datetime) -> tuple[list[Transition], dict[str, Exception]]:
    steps, failures = [], {}
    for action in due:
        try:
            step = next_step(action, now)
        except Exception as error:  # noqa: BLE001 - one action's fault must not keep the others past their deadlines
            error.add_note(f"action {action.id}")
            failures[action.id] = error
        else:
            if step is not None:
                steps.append(step)
    return steps, failures
