"""A template: what the operator lets run without a person, written into the policy itself."""

from msgspec import Struct

from oversight.action.action import Agent
from oversight.policy.conditions.condition import Condition


class Template(Struct, frozen=True):
    """One pre-approved kind of action."""

    name: str
    action_type: str
    condition: Condition
    reason: str
    agents: tuple[str, ...] = ()
    """Names or ids of those who may use it; none: every agent."""

    def is_for(self, agent: Agent) -> bool:
        """Whether this agent may use it."""
        return not self.agents or agent.name in self.agents or agent.id in self.agents
