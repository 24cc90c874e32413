"""Everything like an action that went wrong."""

from collections.abc import Callable

from oversight.review.sampler.candidate import Candidate
from oversight.review.sampler.facets import facets_of

NEAR = 0.5
"""Share of facets that two actions have in common, of all that either has, from which on they are alike."""
_TIME = frozenset({"hour", "part of day", "weekday"})

Likeness = Callable[[Candidate], bool]


def like(incident: Candidate) -> Likeness:
    """Whether an action is of the same type, from the same agent, and near by what it says and how it looks."""
    looks = _looks(incident)

    def is_like(candidate: Candidate) -> bool:
        if (candidate.action_type, candidate.agent_id) != (incident.action_type, incident.agent_id):
            return False
        other = _looks(candidate)
        return len(looks & other) >= NEAR * len(looks | other)

    return is_like


def _looks(candidate: Candidate) -> frozenset[tuple[str, str | int]]:
    return frozenset(facet for facet in facets_of(candidate).facets if facet[0] not in _TIME)
