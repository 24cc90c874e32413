"""What a demo agent means to do, before it asks."""

from dataclasses import dataclass, field
from typing import Any

from sayso import Claims


@dataclass(frozen=True, slots=True)
class Intention:
    """One action to propose."""

    action_type: str
    description: str
    payload: dict[str, Any]
    claims: Claims = field(default_factory=Claims)
