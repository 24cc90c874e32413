"""/approvals standing, and Revoke wherever a standing approval is shown."""

from blocks.kit import ids
from blocks.kit.message import SlackMessage
from blocks.refusal import refusal_text
from blocks.standing.approval import revoked_answer, standing_list
from blocks.standing.words import STANDING
from handlers.slack.home.home import publish
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.clicks import Body, button_click, button_value
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse, tell
from oversight.action.refusal import Refusal
from oversight.editing.redaction import NO_HINTS
from oversight.ports.delivery import MessageKind
from oversight.usecases.entitled import member
from oversight.usecases.standing.list_standing_approvals import list_standing_approvals
from oversight.usecases.standing.revoke_standing_approval import revoke_standing_approval


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button is answered: in the card's thread, in the list, on the Home tab."""

    @app.action(ids.REVOKE_STANDING)
    async def revoke(ack: Ack, body: Body) -> None:
        ack.saving()
        click = button_click(body)
        revoked = await revoke_standing_approval(button_value(body), click.user_id, ports.use_cases)
        reply = await ports.postings.posting(MessageKind.STANDING, button_value(body))
        in_thread = reply is not None and reply.ts is not None and reply.ts == click.message_ts
        if reply is not None:
            if in_thread and click.response_url is not None:
                ports.heard(reply, click.response_url)
            (ports.redraw if isinstance(revoked, Refusal) else ports.pressed)(reply)
        await ack()
        on_home = click.view is not None and click.view.get("type") == "home"
        shown = await publish(click.user_id, ports) if on_home else in_thread  # there it changes under their hand
        if isinstance(revoked, Refusal):
            await refuse(click, revoked, revoked, ports)
        elif ack.is_late or not shown:
            hints = ports.all_hints().get(revoked.action_type, NO_HINTS)
            await tell(click, revoked_answer(revoked, hints), ports)


async def standing_answer(user_id: str, said: str, ports: SlackPorts) -> SlackMessage | None:
    """The list, if these words ask for it, else None."""
    if said.casefold() != STANDING:
        return None
    person = await member(user_id, ports.use_cases)
    if isinstance(person, Refusal):
        return SlackMessage(refusal_text(person), [])
    approvals = await list_standing_approvals(ports.use_cases)
    is_on = ports.use_cases.policies.policy.standing_approvals is not None
    return standing_list(approvals, ports.all_hints(), is_on=is_on)
