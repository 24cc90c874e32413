"""Which values of a type's payload belong to a person, and where the payload says to whom."""

from msgspec import Struct


class PersonalPath(Struct, frozen=True):
    """One rule: keys as under ``card.redact``, and the keys that lead to the subject."""

    path: str
    subject: str
