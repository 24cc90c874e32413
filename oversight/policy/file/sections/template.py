"""What ``policy.yml`` says under ``templates``: what the operator lets run without a person."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from oversight.policy.conditions.condition import Condition
from oversight.policy.conditions.constants import Constants
from oversight.policy.file.entries import Cel, Section
from oversight.policy.file.fault import PolicyFault
from oversight.policy.template import Template


class TemplateSection(Section):
    """One template: an action of this type runs at once where ``when`` is true, and nothing else calls for a person."""

    name: str = Field(min_length=1, max_length=80, description="shown with every action that it releases")
    action_type: str = Field(min_length=1, description="one type that the policy knows, never a critical one")
    agents: tuple[str, ...] = Field(default=(), description="names or ids of the agents that may use it; none: all")
    when: Cel
    reason: str = Field(min_length=1, description="why nobody has to look")

    def to_value(self, constants: Constants) -> Template:
        """The template that this section describes."""
        return Template(self.name, self.action_type, Condition(self.when, constants), self.reason, self.agents)


def unusable_templates(raw: Any) -> Iterator[PolicyFault]:
    """Each template that could release nothing: its type is unknown, or critical; whatever else is wrong."""
    listed, types = (raw.get("templates"), raw.get("action_types")) if isinstance(raw, dict) else (None, None)
    for position, section in enumerate(listed if isinstance(listed, list) else ()):
        name = section.get("action_type") if isinstance(section, dict) else None
        if not isinstance(name, str):
            continue
        where = ("templates", position, "action_type")
        known = types.get(name) if isinstance(types, dict) else None
        if known is None:
            yield PolicyFault(
                where, f"{name!r} is not defined", "Define it under action_types; what is unknown asks people"
            )
        elif isinstance(known, dict) and known.get("risk") == "critical":
            yield PolicyFault(where, f"{name!r} is critical", "Remove the template; a person decides what is critical")
