"""What ``policy.yml`` says of values that belong to a person."""

from typing import Annotated

from pydantic import Field

from oversight.policy.file.entries import Section
from oversight.policy.file.hidden_keys import HiddenKey
from oversight.policy.personal_path import PersonalPath


class PersonalSection(Section):
    """Values that the audit log holds as salted commitments, so that they can be erased."""

    path: HiddenKey = Field(description="a key at any depth, or keys with dots between them, as under card.redact")
    subject: Annotated[HiddenKey, Field(description="the keys that lead to whose they are, such as customer.id")]

    def to_value(self) -> PersonalPath:
        """The rule that this section describes."""
        return PersonalPath(self.path, self.subject)
