"""A reviewer hands a pending action to a person by name."""

from datetime import datetime

from oversight.action.action import Action
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.ladder.handing_over import Handing, nameable
from oversight.ladder.handing_over import hand_over as handed_over
from oversight.ports import Ports
from oversight.ports.world import DirectoryUnavailable
from oversight.usecases.apply import apply
from oversight.usecases.entitled import UNKNOWN, Reviewer, member
from oversight.usecases.guard import guard
from oversight.voting.reviewers_today import named_from_here

NOT_REACHED = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say who that is. Wait a moment and try again, or name another person.",
)
LONGEST_NOTE = 1_000


async def hand_over(
    action_id: str, rung: int, user_id: str, to_user_id: str, ports: Ports, *, note: str | None = None
) -> Transition | Refusal:
    """The action, which the named person may answer, too, durable; or why not."""
    said = (note or "").encode("utf-8", "replace").decode()[:LONGEST_NOTE]

    async def rule(action: Action, reviewer: Reviewer, now: datetime) -> Transition | Refusal:
        to = await member(to_user_id, ports)
        if isinstance(to, Refusal):
            return NOT_REACHED if to is UNKNOWN else _about_them(to)
        try:
            may = await ports.directory.user_ids(nameable(action))
            may &= await ports.directory.user_ids(named_from_here(action, ports.policies.policy))
        except DirectoryUnavailable:
            return NOT_REACHED
        return handed_over(action, Handing(rung, reviewer.person, to, said), may, now)

    return await apply(action_id, guard(user_id, rule, ports, to_vote=False), ports)


def _about_them(refusal: Refusal) -> Refusal:
    """Why the named person may decide nothing here, said to the one who named them."""
    return Refusal(
        RefusalCode.CANNOT_HAND_OVER,
        "Only full, active members of this workspace can decide, and they are none. Name another person.",
        (Detail(refusal.code.value),),
    )
