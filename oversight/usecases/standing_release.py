"""Whether somebody's standing approval releases an action that the policy asks a person about."""

from oversight.halts.halt import Halts
from oversight.ports import Ports
from oversight.standing.release import Asked, Released, release


async def standing_release(asked: Asked, halts: Halts, ports: Ports, *, spent: tuple[str, ...] = ()) -> Released | None:
    """The release, for the writing transaction to count; None where a person is to be asked, as under any halt.

    Those in ``spent`` were tried, and had nothing left: the others are looked up anew.
    """
    agent_id, action_type = asked.agent.id, asked.proposal.action_type
    if halts.over(agent_id, action_type):
        return None
    found = await ports.ledger.standing.usable(agent_id, action_type, asked.at, anew=bool(spent))
    return release(asked, [each for each in found if each.id not in spent])
