"""What agents see of an explanation."""

from pydantic import with_config
from typing_extensions import TypedDict

from handlers.http.actions.resources import DESCRIBED, RouteResource
from oversight.action.risk import Risk


@with_config(DESCRIBED)
class RuleResource(TypedDict):
    """One rule of the policy and what it says of the action."""

    name: str
    holds: bool | None
    """`null` where it could not be evaluated: it then counts as holding, and asks people."""
    condition: str
    """CEL, as it is written in the policy."""
    tier: str | None
    """Who it asks for; `null` where it only raises the risk."""
    risk: Risk | None
    shadow: bool
    """It asks nobody: what it would have asked is recorded."""
    why: str | None
    """Why it could not be evaluated, or why it was not asked."""
    text: str


@with_config(DESCRIBED)
class CheckResource(TypedDict):
    """One check of the action's type."""

    name: str
    passes: bool | None
    """`null` where it could not be evaluated: it then counts as not passed."""
    condition: str
    why: str | None
    text: str


@with_config(DESCRIBED)
class TemplateResource(TypedDict):
    """One template of the policy for the action's type."""

    name: str
    condition: str
    releases: bool
    """Whether it lets the action run."""
    text: str


@with_config(DESCRIBED)
class StandingResource(TypedDict):
    """One standing approval for this agent and type."""

    id: str
    releases: bool
    """Whether it lets the action run."""
    why: str | None
    """Why it does not."""
    text: str


@with_config(DESCRIBED)
class ExplanationResource(TypedDict):
    """What would happen to an action if it were proposed now, and why."""

    action_type: str
    text: str
    """What would happen, in words."""
    route: RouteResource
    tier: str
    """Who would be asked first; `auto` where no person is."""
    ladder: tuple[str, ...]
    """The tiers that silence climbs, the first one included; empty where no person is asked."""
    rules: tuple[RuleResource, ...]
    """Every rule of the policy, in its order."""
    checks: tuple[CheckResource, ...]
    signals: dict[str, float]
    """What the action was weighed by."""
    templates: tuple[TemplateResource, ...]
    standing_approvals: tuple[StandingResource, ...]
    policy_hash: str
