"""The menu on a card: each choice and its listener."""

from collections.abc import Awaitable, Callable

from blocks.kit import ids
from handlers.slack.actions.problems import ask_what_went_wrong
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, Click, button_click, button_value
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.retired import retired
from handlers.slack.ladder.escalation import escalate
from handlers.slack.ladder.handing_over import ask_to_whom
from handlers.slack.ladder.more_time import give_more_time

Chosen = Callable[[Ack, Click, SlackPorts], Awaitable[None]]
CHOICES: dict[str, Chosen] = {
    ids.ESCALATE_CHOICE: escalate,
    ids.MORE_TIME_CHOICE: give_more_time,
    ids.HAND_OVER_CHOICE: ask_to_whom,
    ids.REPORT_CHOICE: ask_what_went_wrong,
}


def register(app: Listeners, ports: SlackPorts) -> None:
    """Every choice is answered, with a sentence where it is no longer offered."""

    @app.action(ids.CARD_MENU)
    async def chosen(ack: Ack, body: Body) -> None:
        choice, _ = ids.read_menu_value(button_value(body))
        await CHOICES.get(choice, retired)(ack, button_click(body), ports)
