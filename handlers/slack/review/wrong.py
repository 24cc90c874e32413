"""*Wrong*: a window asks how bad it is and what would have been right, and that is the finding."""

from blocks.kit import ids
from blocks.review.wrong_modal import wrong_modal
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import SAMPLES, Card, card_of
from handlers.slack.kit.clicks import Body, Click, button_click, submission, window_state
from handlers.slack.kit.form_state import chosen_severity, entered_text, ticked_values
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.question import take
from handlers.slack.kit.windows import open_modal
from oversight.action.action import Action
from oversight.action.refusal import Refusal
from oversight.exact_json.unseen import shows_nothing
from oversight.review.sample import Finding, Mistake, Sample
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.review.review_sample import review_sample, reviewable_sample

SAY_HOW_BAD = "Say how bad it is."
SAY_WHAT = "Say what would have been right."


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button and its window are answered."""

    @app.action(ids.SAMPLE_WRONG)
    async def ask_what(ack: Ack, body: Body) -> None:
        await _ask(ack, button_click(body), ports)

    @app.view(ids.WRONG_VIEW)
    async def wrong(ack: Ack, body: Body) -> None:
        click, view = submission(body), body["view"]
        severity = chosen_severity(view)
        instead = entered_text(view, ids.INSTEAD_BLOCK, ids.INSTEAD_INPUT)
        if severity is None or shows_nothing(instead):
            errors = {ids.SEVERITY_BLOCK: SAY_HOW_BAD} if severity is None else {ids.INSTEAD_BLOCK: SAY_WHAT}
            await ack(response_action="errors", errors=errors)
            return
        ticked = ticked_values(view, ids.RUBRIC_BLOCK, ids.RUBRIC_INPUT)

        async def found(card: Card) -> Sample | Refusal:
            failed = await _failed(card.action_id, ticked, ports)
            mistake = Mistake(severity, instead, failed)
            return await review_sample(card.sample_id, click.user_id, Finding.WRONG, ports.use_cases, mistake=mistake)

        await take(ack, click, ids.INSTEAD_BLOCK, ports, found, kinds=SAMPLES)


async def _ask(ack: Ack, click: Click, ports: SlackPorts) -> None:
    """The window is open, or the person reads why not."""
    card, cases = await card_of(click, SAMPLES, ports), ports.use_cases
    sample = card if isinstance(card, Refusal) else await reviewable_sample(card.sample_id, click.user_id, cases)
    action = sample if isinstance(sample, Refusal) else await cases.actions.action(sample.pick.action_id)
    if not isinstance(action, Action):
        await ack()
        await refuse(click, action or UNKNOWN_ACTION, card, ports)
        return
    hints = await ports.hints(action)
    await open_modal(click, wrong_modal(action, window_state(click), hints, await ports.rubric(action)), ports)
    await ack()


async def _failed(action_id: str, ticked: list[str], ports: SlackPorts) -> tuple[str, ...]:
    """The questions behind the ticked boxes."""
    action = await ports.use_cases.actions.action(action_id)
    rubric = await ports.rubric(action) if action else ()
    numbers = {ids.read_number(value) for value in ticked}
    return tuple(question for number, question in enumerate(rubric) if number in numbers)
