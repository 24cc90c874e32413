"""The Home tab, published when it is opened."""

from collections.abc import Sequence

import structlog

from blocks.home.home import MOST, home
from handlers.slack.home.waiting import links
from handlers.slack.kit.clicks import Body
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, in_patience
from oversight.action.refusal import Refusal, RefusalCode
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.open_approvals import open_approvals
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals

log = structlog.get_logger(__name__)


def register(app: Listeners, ports: SlackPorts) -> None:
    """The tab shows what waits for whoever opens it."""

    @app.event("app_home_opened")
    async def opened(event: Body) -> None:
        if event.get("tab") == "home":
            await publish(str(event["user"]), ports)


async def publish(user_id: str, ports: SlackPorts) -> bool:
    """The tab shows this person the state of now; False where it could not be shown."""
    actions = await open_approvals(user_id, ports.use_cases)
    allowed: Sequence[StandingApproval]
    if isinstance(actions, Refusal):
        if actions.code is RefusalCode.IDENTITY_UNKNOWN:
            return False  # an empty tab would say that nothing waits, which we do not know
        actions, allowed = (), ()
    else:
        allowed = await list_standing_approvals(ports.use_cases)
    halts = await ports.use_cases.halts.active()
    hints, types = await ports.hints_of(actions[:MOST]), ports.all_hints()
    view = home(actions, await links(actions, ports), hints, halts, allowed, types=types)
    try:
        await in_patience(ports.slack.views_publish(user_id=user_id, view=view))
    except UNREACHABLE as error:
        log.warning("the Home tab was not published", error=error)
        return False
    return True
