"""From a button to its card: the token names the posting, and the posting says in which message it must be pressed.

A card can be clicked before we know that it is posted: after Slack posts it and before we save where, or when Slack's
answer was lost. Then the click says where the card is. That can be trusted: Slack signs the click, only buttons of our
own messages come to us, the token cannot be guessed, and it was put into one message only, for that very channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.slack.kit.clicks import Click
from handlers.slack.kit.ports import SlackPorts
from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.ports.delivery import MessageKind, Posting
from oversight.ports.message_id import MessageId
from oversight.review.sample import Sample
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import entitled_reviewer
from oversight.voting.click import asked_about, refuse_late

UNKNOWN_BUTTON = Refusal(
    RefusalCode.ACTION_NOT_FOUND, "This button belongs to no card that is known here. Open the newest card instead."
)
COPIED = Refusal(
    RefusalCode.STALE_CARD, "This is a copy, and copies decide nothing. Decide on the card in its own channel."
)
NOT_PLACED = Refusal(
    RefusalCode.STALE_CARD, "This card was posted a moment ago and is still being checked. Press again in a moment."
)
NOT_A_CARD = Refusal(
    RefusalCode.ACTION_NOT_FOUND, "This message is not a card. Choose “Explain this decision” on an approval card."
)
CARDS = frozenset({MessageKind.CARD})
SAMPLES = frozenset({MessageKind.SAMPLES})


@dataclass(frozen=True, slots=True)
class Card:
    """What a button belongs to: a posting of ours and the action that it shows."""

    posting: Posting
    action_id: str
    rung: int = 0
    """The rung that the card was posted for; of no use with a sample."""
    sample_id: str = ""
    """The sample beside which it was pressed; of no use with a card."""


async def card_of(click: Click, kinds: frozenset[MessageKind], ports: SlackPorts) -> Card | Refusal:
    """The card or sample that was clicked, where it was posted; or why this click is not trusted."""
    posting = await ports.postings.by_token(click.token) if click.token else None
    if posting is None or posting.kind not in kinds:
        return UNKNOWN_BUTTON
    if click.view is None and posting.ts is None:
        posting = await _placed_by(click, posting, ports)
        if posting is None:
            return NOT_PLACED
    in_its_channel = click.channel_id == posting.channel_id
    if not in_its_channel or (click.view is None and click.message_ts != posting.ts):
        return COPIED
    if click.of_ours and click.response_url is not None:
        ports.heard(posting, click.response_url)
    if posting.kind is MessageKind.SAMPLES:
        samples = await ports.use_cases.review.samples_on(*MessageId.read(posting.ref))
        sample = _meant(samples, click.version)
        return Card(posting, sample.pick.action_id, sample_id=sample.id) if sample else UNKNOWN_ACTION
    return Card(posting, *MessageId.read(posting.ref))


def _meant(samples: Sequence[Sample], position: int) -> Sample | None:
    """The sample at this position of the digest; the first one where the press was about all of the message."""
    wanted = [sample for sample in samples if position in (0, sample.position)]
    return wanted[0] if wanted else None


async def _placed_by(click: Click, posting: Posting, ports: SlackPorts) -> Posting | None:
    """The posting, placed where the click says; None where the click does not prove it and nobody else knows."""
    if click.of_ours and click.channel_id is not None and click.message_ts is not None:
        seen = await ports.postings.seen_at(posting.token, channel_id=click.channel_id, ts=click.message_ts)
        return seen if seen is not None and seen.ts is not None else None
    return None


async def answerable(card: Card, click: Click, ports: SlackPorts, *, to_vote: bool = True) -> Action | Refusal:
    """The action, if this person may answer it now; or why not. Asked before a modal opens and when it is sent in.

    Without ``to_vote``, a person who has voted already may go on.
    """
    action = await ports.use_cases.actions.action(card.action_id)
    if action is None:
        return UNKNOWN_ACTION
    if late := refuse_late(action):
        return late
    reviewer = await entitled_reviewer(click.user_id, action, ports.use_cases, to_vote=to_vote)
    if isinstance(reviewer, Refusal):
        return reviewer
    position = asked_about(action, version=click.version, rung=card.rung)
    return position if isinstance(position, Refusal) else action
