"""Allow similar: a reviewer turns an approval into a standing one; the first window asks, the second confirms."""

from collections.abc import Sequence

from blocks.kit import ids
from blocks.kit.message import View
from blocks.kit.modal import modal
from blocks.kit.plain_words import words_alone
from blocks.refusal import refusal_field, refusal_text
from blocks.standing.choices_modal import Caps, allow_similar_modal
from blocks.standing.confirm_modal import Prospect, standing_modal
from blocks.standing.past_values import PastValues
from handlers.slack.kit.ack import Ack
from handlers.slack.kit.cards import CARDS, card_of
from handlers.slack.kit.clicks import Body, Click, button_click, submission, window_state
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts
from handlers.slack.kit.present import refuse
from handlers.slack.kit.windows import open_modal
from handlers.slack.standing.choices_form import pack, read_choices, unpack
from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.redaction import redacted
from oversight.exact_json.canonical import Json
from oversight.ports.actions import ActionFilter
from oversight.ports.delivery import MessageKind
from oversight.standing.choices import Choices
from oversight.standing.granting import names_too_much, preview
from oversight.standing.matching import lets_through
from oversight.standing.shape import shape
from oversight.standing.standing_approval import StandingApproval
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.standing.grant_standing_approval import ALREADY, entitled_to_grant, grant_standing_approval

LOOKED_AT = 100
"""How many past actions a rule is tried on before it is saved."""
SENT_BEFORE = Refusal(
    RefusalCode.CANNOT_ALLOW,
    "What looks like this was allowed after this window was opened. Press Allow similar… on the card again.",
)


def register(app: Listeners, ports: SlackPorts) -> None:
    """The button and the two windows are answered."""
    _register_button(app, ports)
    _register_windows(app, ports)


def _register_button(app: Listeners, ports: SlackPorts) -> None:

    @app.action(ids.ALLOW_SIMILAR)
    async def ask_what_may_differ(ack: Ack, body: Body) -> None:
        click = button_click(body)
        card = await card_of(click, CARDS, ports)
        action = card if isinstance(card, Refusal) else await _grantable(card.action_id, click, ports)
        if isinstance(action, Refusal):
            await ack()
            await refuse(click, action, card, ports)
            return
        await open_modal(click, await _first(action, click, ports), ports)
        await ack()


def _register_windows(app: Listeners, ports: SlackPorts) -> None:
    @app.view(ids.ALLOW_SIMILAR_VIEW)
    async def say_what_passes(ack: Ack, body: Body) -> None:
        click = submission(body)
        action = await _of_window(click, ports)
        if isinstance(action, Refusal):
            await ack(response_action="errors", errors={ids.USES_BLOCK: refusal_field(action)})
            return
        choices = read_choices(body["view"], action, await ports.hints(action))
        if not isinstance(choices, Choices):
            await ack(response_action="errors", errors=choices)
            return
        second = await _second(action, choices, click, ports)
        if isinstance(second, Refusal):
            await ack(response_action="errors", errors={ids.USES_BLOCK: refusal_field(second)})
        else:
            await ack(response_action="push", view=second)

    @app.view(ids.STANDING_VIEW)
    async def allow(ack: Ack, body: Body) -> None:
        ack.saving()
        granted = await _grant(submission(body), ports)
        if isinstance(granted, Refusal):
            await ack(response_action="update", view=_not_allowed(granted))
            return
        if (card := await ports.postings.posting(MessageKind.CARD, granted.card)) is not None:
            ports.pressed(card)
        await ack(response_action="clear")


async def _of_window(click: Click, ports: SlackPorts) -> Action | Refusal:
    """The action that a window is about, if this person may still allow what looks like it."""
    card = await card_of(click, CARDS, ports)
    return card if isinstance(card, Refusal) else await _grantable(card.action_id, click, ports)


async def _grantable(action_id: str, click: Click, ports: SlackPorts) -> Action | Refusal:
    action = await ports.use_cases.actions.action(action_id)
    if action is None:
        return UNKNOWN_ACTION
    person = await entitled_to_grant(action, click.user_id, ports.use_cases)
    if isinstance(person, Refusal):
        return person
    now = ports.use_cases.clock.now()
    stands = any(approval.stands(now) for approval in await ports.use_cases.standing.of_action(action.id))
    return ALREADY if stands else action


async def _grant(click: Click, ports: SlackPorts) -> StandingApproval | Refusal:
    action = await _of_window(click, ports)
    if isinstance(action, Refusal):
        return action
    assert click.state is not None, "listeners do not hear of a window without one"
    choices = unpack(click.state.choices, action)
    if isinstance(choices, Refusal):
        return choices
    if click.state.grants != await _grants(action, ports):
        return SENT_BEFORE
    return await grant_standing_approval(action.id, click.user_id, choices, ports.use_cases)


async def _grants(action: Action, ports: SlackPorts) -> int:
    """How many standing approvals came from this action, those that have ended included."""
    return len(await ports.use_cases.standing.of_action(action.id))


async def _first(action: Action, click: Click, ports: SlackPorts) -> View:
    limits = ports.use_cases.policies.policy.standing_approvals
    assert limits is not None, "who may grant was asked before"
    past = PastValues(await _past(action, ports))
    caps = Caps(limits.for_at_most, limits.uses_at_most)
    return allow_similar_modal(action, window_state(click), caps, await ports.hints(action), past)


async def _second(action: Action, choices: Choices, click: Click, ports: SlackPorts) -> View | Refusal:
    policy = ports.use_cases.policies.policy
    seen = preview(action, choices, policy)
    if isinstance(seen, Refusal):
        return seen
    hints = await ports.hints(action)
    rule = shape(redacted(action.version.payload, hints), choices)
    limits = policy.standing_approvals
    assert limits is not None, "a preview is of what the policy allows"
    past = await _past(action, ports)
    prospect = Prospect(
        rule,
        ports.use_cases.clock.now() + choices.lasts,
        max(limits.sample_rate, policy.lazy_review.base_rate) if policy.lazy_review.digest else None,
        len(past),
        _fitting(seen.cel, past),
    )
    # A window that is delivered again after its approval was revoked must not allow it again.
    state = window_state(click, pack(choices, action), await _grants(action, ports))
    return standing_modal(action, choices, prospect, state, hints)


async def _past(action: Action, ports: SlackPorts) -> list[Json]:
    wanted = ActionFilter(action.agent.id, action_type=action.proposal.action_type, limit=LOOKED_AT)
    return [past.original_payload for past in (await ports.use_cases.actions.actions(wanted)).actions]


def _fitting(cel: str, payloads: Sequence[Json]) -> int:
    """How many it lets through; one that names more than a rule can never fits, and is not handed to CEL."""
    return sum(lets_through(cel, payload) for payload in payloads if not names_too_much(payload))


def _not_allowed(refusal: Refusal) -> View:
    return modal(ids.STANDING_VIEW, "Not allowed", words_alone(refusal_text(refusal)), "")
