"""What the policy says of how much is looked at."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from oversight.exact_json.canonical import Json

NO_AMOUNTS: Mapping[str, str] = MappingProxyType({})
NO_WEIGHTS: Mapping[str, float] = MappingProxyType({})


class SecondLook(Struct, frozen=True):
    """Which share of what was decided is looked at a second time, without the first answer."""

    approved: float = 0.0
    """Of what people released."""
    rejected: float = 0.0
    """Of what people refused."""
    auto_rejected: float = 0.0
    """Of what the policy refused."""


class SamplerSettings(Struct, frozen=True):
    """Rates, the budget, and where the money is."""

    base_rate: float
    """Every action that ran without a person is looked at at least with this probability."""
    standing_rate: float = 0.0
    """The same for what standing approvals release, if it is more."""
    budget_minutes: float | None = None
    """Reviewer minutes a week. None: what is raised adds at most as much again as the base rate picks."""
    amounts: Mapping[str, str] = NO_AMOUNTS
    """By type the key of the payload that says how much money it moves; dots lead inside."""
    money_picks: int = 20
    """About so many a week are drawn by amount alone; one above 1/n of last week's sum is certain."""
    second_look: SecondLook = SecondLook()
    auto_approve: float | None = None
    """What the weighed signals have to reach."""
    signal_weights: Mapping[str, float] = NO_WEIGHTS
    """How signals are weighed, by name."""


def amount_of(payload: Json, key: str) -> float | None:
    """How much money the action moves, without its sign; None where that cannot be read."""
    value = payload
    for step in key.split("."):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return abs(float(value))
    except OverflowError:
        return None
