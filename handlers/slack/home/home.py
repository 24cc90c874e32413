"""The Home tab: published when it is opened, and its buttons."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from blocks.home.home import home
from blocks.kit import ids
from handlers.slack.actions.details import show
from handlers.slack.home.waiting import links
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import NOT_PLACED
from handlers.slack.kit.clicks import Body, Click, button_click, button_value
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import UNREACHABLE, in_patience, refuse
from oversight.action.refusal import Refusal, RefusalCode
from oversight.ports.delivery import MessageKind
from oversight.ports.message_id import card_id
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.actions.open_approvals import open_approvals
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member_of
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals

log = structlog.get_logger(__name__)

NOT_YOURS = Refusal(RefusalCode.NOT_A_REVIEWER, "Only the reviewers of this action can open it from here.")


def register(app: Listeners, ports: SlackPorts) -> None:
    """The tab shows what waits for whoever opens it, and leads to each action's details."""

    @app.event("app_home_opened")
    async def opened(event: Body) -> None:
        if event.get("tab") == "home":
            await publish(str(event["user"]), ports)

    @app.action(ids.OPEN_FROM_HOME)
    async def details(ack: Ack, body: Body) -> None:
        click = await _card_click(button_click(body), button_value(body), ports)
        if isinstance(click, Refusal):
            await ack()
            await refuse(button_click(body), click, click, ports)
        else:
            await show(ack, click, ports)


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
    view = home(actions, await links(actions, ports), ports.all_hints(), halts, allowed)
    try:
        await in_patience(ports.slack.views_publish(user_id=user_id, view=view))
    except UNREACHABLE as error:
        log.warning("the Home tab was not published", error=error)
        return False
    return True


async def _card_click(click: Click, action_id: str, ports: SlackPorts) -> Click | Refusal:
    """The click as if it came from the action's own card; only one of its reviewers may do that."""
    action = await ports.use_cases.actions.action(action_id)
    if action is None or action.assignment is None:
        return UNKNOWN_ACTION
    rungs = (action.route.ladder[rung] for rung in action.assignment.asked_before)
    asked = [reviewer for rung in rungs for reviewer in (*rung.reviewers, *rung.fallback)]
    asked += action.rung.reviewers if action.rung else ()
    person = await member_of(asked, click.user_id, NOT_YOURS, ports.use_cases)
    if isinstance(person, Refusal):
        return person
    posting = await ports.postings.posting(MessageKind.CARD, card_id(action.id, action.assignment.rung))
    if posting is None:
        return NOT_PLACED
    return replace(
        click,
        token=posting.token,
        version=action.version.number,
        channel_id=posting.channel_id,
        message_ts=posting.ts,
    )
