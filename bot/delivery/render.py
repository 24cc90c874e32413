"""Draws a message as it should look now. The outbox says only what it is about; the content is read when it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from blocks.audit import audit_refused_message, checkpoint_message
from blocks.card.approval_card import approval_card
from blocks.card.mentioning_reply import MENTIONING
from blocks.card.shown import shown_on_card
from blocks.card.status import asks_here
from blocks.card.thread_reply import thread_reply
from blocks.halts import halted_message, resumed_message
from blocks.kit.message import SlackMessage
from blocks.review.digest import digest_message
from blocks.review.samples import Sampled, samples_message
from blocks.standing.approval import standing_ended_message, standing_message
from bot.delivery.not_yet import NotYet
from oversight.action.action import Action
from oversight.action.status import Status
from oversight.audit.shown import Shown, shown
from oversight.policy import Policy
from oversight.ports import Books
from oversight.ports.audit import AuditLog
from oversight.ports.delivery import Message, MessageKind, Posting, Postings
from oversight.ports.message_id import MessageId, card_id
from oversight.ports.world import PolicySource
from oversight.standing.granting import refuse_to_grant
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.drafting.drafting_of import drafting_of

GroupId = Callable[[str], Awaitable[str | None]]
"""The Slack id of a user group by its ``@handle``, if Slack tells it."""

PARENT_PAUSE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message ready to be sent."""

    message: SlackMessage
    revision: int
    """Which state it shows."""
    since: datetime
    """It was not posted before this."""
    under: Posting | None = None
    """The message in whose thread it goes; that one stands in Slack."""
    wanted: bool = True
    """Whether it is to be posted where it is missing: nobody needs a first card of a decided action."""
    closed: bool = False
    """Whether the action is decided."""
    asking: Action | None = None
    """The action that its buttons ask somebody about."""
    shown: Shown | None = None
    """What can be read on it, where its buttons ask somebody."""


class Renderer:
    """Reads the state and draws it."""

    def __init__(
        self, books: Books, postings: Postings, policies: PolicySource, group_id: GroupId, audit: AuditLog
    ) -> None:
        """Ready to draw."""
        self._books = books
        self._postings = postings
        self._policies = policies
        self._group_id = group_id
        self._audit = audit

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._policies.policy

    async def draw(self, message: Message, token: str, now: datetime) -> Drawing | None:
        """The message as it should look now, or None where what it is about needs none; raises NotYet."""
        match message.kind:
            case MessageKind.CARD:
                return await self._card(message.ref, token, now)
            case MessageKind.NOTE:
                return await self._note(message, now)
            case MessageKind.DIGEST:
                return await self._digest(message.ref)
            case MessageKind.SAMPLES:
                return await self._samples(message.ref, token, now)
            case MessageKind.HALTED | MessageKind.RESUMED:
                return await self._halt(message.ref, message.kind)
            case MessageKind.STANDING | MessageKind.STANDING_ENDED:
                return await self._standing(message, now)
            case MessageKind.CHECKPOINT:
                return await self._checkpoint(message.ref)
            case MessageKind.AUDIT_REFUSED:
                return await self._audit_refused(message.ref, now)

    async def _card(self, ref: str, token: str, now: datetime) -> Drawing | None:
        action, rung = await self._shown_by(ref)
        if action is None:
            return None
        similar, changes = await self._similar(action, rung, now)
        hints = await card_hints(action, self._policies)
        drafting = await drafting_of(action, self._books.drafts, self._policies)
        drawn = approval_card(action, rung, token, hints, similar=similar, drafting=drafting)
        wanted = asks_here(action, rung)
        asking = action if wanted else None
        closed = action.status.is_final
        read = shown(action, shown_on_card(drawn), now) if wanted else None
        revision, since = action.revision + changes, action.created_at
        return Drawing(drawn, revision, since, wanted=wanted, closed=closed, asking=asking, shown=read)

    async def _similar(self, action: Action, rung: int, now: datetime) -> tuple[bool, int]:
        """Whether the card offers to allow what looks like it, and how often that was done or undone."""
        here = action.assignment is not None and action.assignment.rung == rung
        if not here or action.status is not Status.APPROVED:
            return False, 0
        allowed = await self._books.standing.of_action(action.id)
        changes = sum(1 if approval.revoked_at is None else 2 for approval in allowed)
        is_open = not any(approval.stands(now) for approval in allowed)
        return is_open and refuse_to_grant(action, self._policies.policy) is None, changes

    async def _note(self, message: Message, now: datetime) -> Drawing | None:
        action, rung = await self._shown_by(message.ref)
        assert message.event is not None, "a note says an event"
        if action is None:
            return None
        card = await self._postings.posting(MessageKind.CARD, message.ref)
        if card is None or card.ts is None:
            if not asks_here(action, rung):
                return None  # its card was never needed, so there is no thread and nobody to tell
            raise NotYet(now + PARENT_PAUSE, "its card is not there yet")
        groups = await self._groups(action) if message.event.kind in MENTIONING else {}
        drawn = thread_reply(message.event, action, rung, groups, await card_hints(action, self._policies))
        return Drawing(drawn, 1, message.event.at, under=card)

    async def _digest(self, ref: str) -> Drawing | None:
        digest = await self._books.review.digest(ref)
        if digest is None:
            return None
        looked_at = sum(sample.finding is not None for sample in digest.samples)
        return Drawing(digest_message(digest), 1 + looked_at, digest.until)

    async def _samples(self, ref: str, token: str, now: datetime) -> Drawing | None:
        digest_id, page = MessageId.read(ref)
        digest = await self._books.review.digest(digest_id)
        if digest is None:
            return None
        sampled = [
            Sampled(sample, action, await card_hints(action, self._policies))
            for sample in digest.samples
            if sample.page == page and (action := await self._books.actions.action(sample.pick.action_id)) is not None
        ]
        thread = await self._postings.posting(MessageKind.DIGEST, digest.id)
        if thread is None or thread.ts is None:
            raise NotYet(now + PARENT_PAUSE, "its digest is not there yet")
        if not sampled:
            return None
        revision = sum(one.action.revision + bool(one.sample.finding) for one in sampled)
        return Drawing(samples_message(sampled, token), revision, digest.until, under=thread)

    async def _halt(self, ref: str, kind: MessageKind) -> Drawing | None:
        halt = await self._books.halts.halt(MessageId.read(ref).of)
        if halt is None:
            return None
        if kind is MessageKind.RESUMED:
            return Drawing(resumed_message(halt), 1, halt.at)
        return Drawing(halted_message(halt), 2 if halt.ending else 1, halt.at)

    async def _standing(self, message: Message, now: datetime) -> Drawing | None:
        approval = await self._books.standing.approval(message.ref)
        action = await self._books.actions.action(approval.from_action) if approval else None
        if approval is None or action is None or action.assignment is None:
            return None
        card = await self._postings.posting(MessageKind.CARD, card_id(action.id, action.assignment.rung))
        if card is None or card.ts is None:
            return None  # without a card there is no thread; the lists still show it
        if message.kind is MessageKind.STANDING_ENDED:
            return Drawing(standing_ended_message(approval, now), 1, approval.granted_at, under=card)
        terms = self._policies.policy.standing_approvals
        today = approval if terms is None else approval.under(terms)
        drawn = standing_message(today, now, await card_hints(action, self._policies), is_on=terms is not None)
        return Drawing(drawn, 1 if terms and today.stands(now) else 2, approval.granted_at, under=card)

    async def _checkpoint(self, ref: str) -> Drawing | None:
        log, size = MessageId.read(ref)
        for kept in await self._audit.checkpoints(int(log), size - 1, 1):
            if kept.size == size:
                return Drawing(checkpoint_message(size, kept.note), 1, kept.signed_at)
        return None

    async def _audit_refused(self, ref: str, now: datetime) -> Drawing | None:
        log = int(ref)
        why = await self._audit.refusal(log)
        if why is None or (await self._audit.head()).number != log:
            return None  # another log has begun, so somebody knows
        newest = await self._audit.newest_checkpoint(log)
        return Drawing(audit_refused_message(why), 1, now if newest is None else newest.signed_at)

    async def _shown_by(self, card: str) -> tuple[Action | None, int]:
        action_id, rung = MessageId.read(card)
        return await self._books.actions.action(action_id), rung

    async def _groups(self, action: Action) -> dict[str, str]:
        """The Slack ids of the user groups that are asked; a reminder that cannot ring a group still names it."""
        asked = {reviewer for rung in action.route.ladder for reviewer in (*rung.reviewers, *rung.fallback)}
        found = {handle: await self._group_id(handle) for handle in sorted(asked) if handle.startswith("@")}
        return {handle: group for handle, group in found.items() if group is not None}
