"""One answer of a person to one action. Silence is none, and so is what the policy decided by itself."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from oversight.action.action import Action


class PersonsVerdict(StrEnum):
    """What a person made of an action: decided before it ran, found afterwards, or noticed when it was too late."""

    APPROVED = "approved"
    MODIFIED = "modified"
    REJECTED = "rejected"
    RIGHT = "right"
    """It ran without a person, and a reviewer found nothing wrong with it."""
    WRONG = "wrong"
    ERROR_FOUND = "error_found"
    """The agent's side reported an error after it had run."""

    @property
    def is_yes(self) -> bool:
        """Whether the payload, as it ran, is what the person wanted."""
        return self in (PersonsVerdict.APPROVED, PersonsVerdict.MODIFIED, PersonsVerdict.RIGHT)


class Feedback(Struct, frozen=True):
    """An action as it is now, with one answer to it and when that was given."""

    action: Action
    verdict: PersonsVerdict
    at: datetime
