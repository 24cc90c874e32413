"""What a form is made from: the schema of the type, what cards hide, and the payload that the edit began from."""

from dataclasses import dataclass

from oversight.exact_json.canonical import Json
from oversight.policy import ActionType, CardHints
from oversight.policy.payload_schema.description.description import ANYTHING, Description
from oversight.policy.payload_schema.description.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Form:
    """The same for as long as an edit lasts; without schemas it follows the payload's own shapes."""

    base: Json
    hints: CardHints
    schemas: Schemas | None = None

    def described(self, schema: object) -> Description:
        """What a schema of the type says of a value."""
        return ANYTHING if self.schemas is None else self.schemas.described(schema)


def form_of(known: ActionType | None, base: Json, hints: CardHints | None = None) -> Form:
    """The form of a payload of this type, None where the policy does not know it; ``hints`` for who may see more."""
    schema = None if known is None or known.schema is None else known.schema.raw
    seen = hints if hints is not None else known.card if known is not None else CardHints()
    return Form(base, seen, None if schema is None else Schemas(schema))
