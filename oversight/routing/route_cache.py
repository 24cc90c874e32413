"""What one policy answers again and again: ladders, and whole routes of ordinary actions, each worked out once."""

from collections.abc import Callable, Collection

from oversight.action.risk import Risk
from oversight.action.route import Route
from oversight.policy import Policy
from oversight.routing.case import Case
from oversight.routing.ladder_for import Ladder, ladder_for


class RouteCache:
    """The answers of one policy; ``policy.kept(RouteCache)`` has it, and another policy has another one."""

    __slots__ = ("_ladders", "_routes")

    def __init__(self) -> None:
        """Nothing is worked out yet."""
        self._ladders: dict[tuple[str, frozenset[str], bool], Ladder] = {}
        self._routes: dict[str, Route] = {}

    def ordinary_route(self, action_type: str, make: Callable[[], Route]) -> Route:
        """The one route of all ordinary actions of a type; see :func:`is_ordinary`."""
        route = self._routes.get(action_type)
        if route is None:
            route = self._routes[action_type] = make()
        return route

    def ladder_for(self, policy: Policy, tier: str, stages: Collection[str] = (), *, ladder_too: bool = True) -> Ladder:
        """What :func:`~oversight.routing.ladder_for.ladder_for` answers."""
        key = (tier, frozenset(stages), ladder_too)
        ladder = self._ladders.get(key)
        if ladder is None:
            ladder = self._ladders[key] = ladder_for(policy, tier, stages, ladder_too=ladder_too)
        return ladder


def is_ordinary(case: Case) -> bool:
    """Whether an action for which no rule holds takes the route of its type, whatever its signals.

    Most actions are such. Nothing may count here that differs between two actions of one type.
    """
    proposal, known = case.proposal, case.known
    return (
        known is not None
        and not known.released_by_checks
        and not known.shadow
        and not (known.risk is Risk.MEDIUM and known.reversible)
        and not case.classified.is_raised
        and proposal.draft is None
        and proposal.review_timeout is None
        and case.passes_every_check
    )
