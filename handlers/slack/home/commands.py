"""/approvals and the shortcut “My approvals”: what waits, what runs without asking, digests and halts."""

from blocks.home.approvals_list import approvals_help, approvals_misunderstood
from blocks.kit import ids
from blocks.kit.message import SlackMessage
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from handlers.slack.halts import changes_something, halts_answer
from handlers.slack.home.waiting import waiting_answer
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, button_click
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.windows import open_modal
from handlers.slack.review.digest import VERB, asked_for_digest
from handlers.slack.standing.approvals import standing_answer


def register(app: Listeners, ports: SlackPorts) -> None:
    """The command and the shortcut are answered; only the person who used them sees the answer."""

    @app.command(ids.APPROVALS_COMMAND)
    async def approvals(ack: Ack, body: Body) -> None:
        user_id, typed = str(body["user_id"]), str(body.get("text") or "").strip()
        if changes_something(typed) or typed.lower() == VERB:
            ack.saving()
        answer = approvals_help() if typed.lower() == "help" else await _answer(user_id, typed, ports)
        # A person who mistypes “halt” must not read a list that looks as if all were well.
        shown = approvals_misunderstood() if answer is None else answer
        await ack(text=shown.text, blocks=shown.blocks or words_alone(shown.text), response_type="ephemeral")

    @app.shortcut(ids.MY_APPROVALS_SHORTCUT)
    async def my_approvals(ack: Ack, body: Body) -> None:
        click = button_click(body)
        answer = await waiting_answer(click.user_id, ports)
        blocks = answer.blocks or words_alone(answer.text)
        await open_modal(click, modal(ids.MY_APPROVALS_SHORTCUT, "My approvals", blocks, ""), ports)
        await ack()


async def _answer(user_id: str, typed: str, ports: SlackPorts) -> SlackMessage | None:
    """The answer to these words; None where the command does not know them."""
    if not typed:
        return await waiting_answer(user_id, ports)
    for asked in (standing_answer, asked_for_digest, halts_answer):
        if answer := await asked(user_id, typed, ports):
            return answer
    return None
