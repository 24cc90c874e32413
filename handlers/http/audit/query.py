"""The query of a reader of the audit log."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from oversight.exact_json.canonical import MAX_SAFE_INTEGER

MOST_EVENTS: Final = 1_000
_HIGHEST_LOG: Final = 2**31 - 1


class EventsQuery(BaseModel):
    """Where the reader goes on. Unknown parameters are refused: a slip must not begin from the start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Annotated[int, Field(ge=-1, le=MAX_SAFE_INTEGER)] = Field(
        default=-1, description="The index of the last event that was read: `next_after` of the last answer"
    )
    log: Annotated[int, Field(ge=1, le=_HIGHEST_LOG)] | None = Field(
        default=None, description="The log in which `after` counts: `log` of the last answer; else the present one"
    )
    limit: int = Field(
        default=100,
        ge=1,
        le=MOST_EVENTS,
        description="At most so many; an answer also ends where it would become too large",
    )
