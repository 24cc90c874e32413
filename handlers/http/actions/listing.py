"""The query of a list of actions."""

from typing import Annotated
from urllib.parse import urlencode

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from handlers.http.doors.query import queried
from oversight.action.action import ACTION_TYPE
from oversight.action.status import Status
from oversight.ports.actions import ActionFilter

ACTION_ID = "act_[0-9A-Za-z]{26}"


class ListQuery(BaseModel):
    """Which of the agent's actions, newest first. Unknown parameters are refused: a slip must not widen the list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Status | None = Field(default=None, description="Only actions that stand like this")
    action_type: Annotated[str, Field(pattern=ACTION_TYPE)] | None = Field(
        default=None, description="Only actions of this type"
    )
    limit: int = Field(
        default=50, ge=1, le=200, description="At most so many; a page also ends where it would become too large"
    )
    before: Annotated[str, Field(pattern=f"^{ACTION_ID}$")] | None = Field(
        default=None, description="Only actions older than this one"
    )

    def wanted(self, agent_id: str) -> ActionFilter:
        """The filter."""
        return ActionFilter(agent_id, self.status, self.action_type, self.before, self.limit)

    def next_link(self, last_id: str) -> str:
        """Where the next older page is, after the last one of this."""
        query = self.model_dump(mode="json", exclude_none=True) | {"before": last_id}
        return f"/v1/actions?{urlencode(query)}"


def list_query(request: web.Request) -> ListQuery:
    """The query of this request, or a 400 that names each parameter at fault."""
    return queried(ListQuery, request)
