"""Report a problem: somebody who may look at a decided action says that an error was found."""

from blocks.kit import ids
from blocks.refusal import refusal_field
from blocks.windows.problem import problem_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, Card, card_of
from handlers.slack.kit.clicks import Body, Click, submission, window_state
from handlers.slack.kit.form_state import chosen_severity, chosen_time, entered_text
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import open_modal
from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.usecases.actions.report_outcome import refuse_problem, report_problem
from oversight.usecases.apply import UNKNOWN_ACTION

HOW_BAD = Refusal(RefusalCode.REASON_MISSING, "Choose how bad it is.")
WHEN = Refusal(RefusalCode.REASON_MISSING, "Say when it happened.")


def register(app: Listeners, ports: SlackPorts) -> None:
    """The window is answered."""

    @app.view(ids.PROBLEM_VIEW)
    async def reported(ack: Ack, body: Body) -> None:
        ack.saving()
        click = submission(body)
        card = await card_of(click, CARDS, ports)
        answered = card if isinstance(card, Refusal) else await _report(card, click, body["view"], ports)
        if isinstance(answered, Refusal):
            field = ids.SEVERITY_BLOCK if answered is HOW_BAD else ids.HAPPENED_BLOCK
            await ack(response_action="errors", errors={field: refusal_field(answered)})
            return
        if isinstance(card, Card):
            ports.pressed(card.posting)
        await ack()


async def ask_what_went_wrong(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The window is open, or the person reads why not; Slack is answered last, within the life of the trigger."""
    card = await card_of(click, CARDS, ports)
    action = card if isinstance(card, Refusal) else await _reportable(card.action_id, click.user_id, ports)
    if isinstance(action, Refusal):
        await ack()
        await refuse(click, action, card, ports)
        return
    await open_modal(click, problem_modal(action, window_state(click), (await ports.hints(action)).opened), ports)
    await ack()


async def _reportable(action_id: str, user_id: str, ports: SlackPorts) -> Action | Refusal:
    action = await ports.use_cases.actions.action(action_id)
    if action is None:
        return UNKNOWN_ACTION
    return await refuse_problem(action, user_id, ports.use_cases) or action


async def _report(card: Card, click: Click, view: Body, ports: SlackPorts) -> Transition | Refusal:
    severity = chosen_severity(view)
    if severity is None:
        return HOW_BAD
    happened_at = chosen_time(view, ids.HAPPENED_BLOCK, ids.HAPPENED_INPUT)
    if happened_at is None:
        return WHEN
    note = entered_text(view, ids.NOTE_BLOCK, ids.NOTE_INPUT).strip() or None
    return await report_problem(
        card.action_id, click.user_id, severity, ports.use_cases, happened_at=happened_at, note=note
    )
