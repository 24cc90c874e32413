"""The answer to ids that no listener has any more: old cards keep their buttons, and old windows are sent in."""

from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, SAMPLES, card_of
from handlers.slack.kit.clicks import Body, Click, any_click, button_click
from handlers.slack.kit.listeners import OLD_WINDOW, Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from oversight.action.refusal import Refusal, RefusalCode

RETIRED = Refusal(
    RefusalCode.STALE_CARD,
    "This button is from an earlier version and does nothing now. Use the buttons on the new card.",
)
OLD_SHORTCUT = Refusal(
    RefusalCode.STALE_CARD,
    "This shortcut is from an earlier version and does nothing now. Use /approvals instead.",
)
UNKNOWN_COMMAND = "✋ Nothing changed: this command is not known here. Try /approvals help."
ANSWERED = ("button", "overflow")


def register(app: Listeners, ports: SlackPorts) -> None:
    """Everything that no other listener knows gets an answer in words; the card of an old button is drawn anew."""

    async def pressed(ack: Ack, body: Body) -> None:
        await retired(ack, button_click(body), ports)

    pressed_here = app.from_here(pressed)

    async def unknown(ack: Ack, body: Body) -> None:
        match body.get("type"):
            case "block_actions" if _needs_an_answer(body):
                await pressed_here(ack, body)
            case "view_submission":
                await ack.say(OLD_WINDOW)
            case "shortcut" | "message_action":
                await ack()
                await refuse(any_click(body), OLD_SHORTCUT, OLD_SHORTCUT, ports)
            case "block_suggestion":
                await ack(options=[])
            case None:
                await ack.say(UNKNOWN_COMMAND)
            case _:
                await ack()  # a link, or a window that was closed

    app.unknown(unknown)


def _needs_an_answer(body: Body) -> bool:
    """Whether a button or menu was pressed that should have done something; links need an ack and nothing else."""
    pressed = (body.get("actions") or [{}])[0]
    return pressed.get("type") in ANSWERED and not pressed.get("url")


async def retired(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The person reads that this no longer does anything."""
    await ack()
    await refuse(click, RETIRED, await card_of(click, CARDS | SAMPLES, ports), ports)
