"""Who may see, and edit, what cards hide: those whom the policy names for it. Unset and unknown mean nobody."""

from typing import Final

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.person import Person
from oversight.policy import Policy
from oversight.voting.eligibility import refuse_person

NOT_ENTITLED: Final = Refusal(
    RefusalCode.CANNOT_REVEAL,
    "Hidden values are shown only to those whom the policy names under card.reveal. Ask one of them to look.",
)


def named_to_reveal(action: Action, policy: Policy | None) -> tuple[str, ...]:
    """User ids and ``@groups`` whom a policy entitles for this type of action; nobody where it is not known."""
    known = policy.action_types.get(action.proposal.action_type) if policy else None
    return known.card.reveal if known else ()


def refuse_reveal(person: Person, home_team: str, entitled: frozenset[str]) -> Refusal | None:
    """Why this person may not see hidden values, or nothing to object; ``entitled`` are the user ids of those named."""
    return refuse_person(person, home_team) or (None if person.id in entitled else NOT_ENTITLED)


def may_reveal(person: Person, home_team: str, entitled: frozenset[str]) -> bool:
    """Whether this person may see hidden values, and edit them."""
    return refuse_reveal(person, home_team, entitled) is None
