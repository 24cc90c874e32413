"""A reviewer who sees a thing through: told to press again in a moment, as on a card just posted, they do."""

from typing import Any

from tests.acceptance.installation import Agent
from tests.acceptance.patience import MACHINE_IS_BUSY, until
from tests.acceptance.workspace import SAM, Workspace


def approve(slack: Workspace, agent: Agent, action_id: str, seconds: float = MACHINE_IS_BUSY) -> Any:
    """The action, decided after Sam pressed Approve."""

    def decided() -> Any:
        slack.click(SAM, slack.card(action_id), "Approve")
        action = agent.read(action_id, wait=2)
        return action if action["decision"] else None

    return until(decided, f"{action_id} decided", seconds)
