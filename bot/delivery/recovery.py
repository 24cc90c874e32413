"""What becomes of a message that Slack did not take: later, elsewhere, plainer, or a dead letter that is seen."""

from collections import Counter
from datetime import datetime, timedelta

import structlog
from msgspec.structs import replace

from bot.delivery.attendance import TooFewReviewers
from bot.delivery.faults import Remedy, remedy_for
from bot.delivery.not_yet import NotYet
from bot.delivery.pacing import Pacing
from bot.delivery.send import Sender
from bot.slack.fault import SlackFault
from oversight.action.refusal import Refusal
from oversight.action.rule import Rule
from oversight.action.transition import Transition
from oversight.ports import Ports
from oversight.ports.delivery import Claimed, MessageKind, Outbox
from oversight.ports.message_id import MessageId
from oversight.usecases.ladder.escalate_action import escalate_unreachable

log = structlog.get_logger(__name__)

TRIES = 8
"""How often a message is tried in spite of unknown errors; with the pauses below, for about five minutes."""
FIRST_PAUSE = timedelta(seconds=2)
BELONG_THERE = (MessageKind.NOTE, MessageKind.SAMPLES, MessageKind.CHECKPOINT)
"""Replies in a thread, and what would bury the cards in another channel."""
WORKSPACE_PAUSE = timedelta(seconds=30)
FIRST_RETURN, LONGEST_RETURN = timedelta(seconds=5), timedelta(seconds=25)
"""How soon a card that was given up is tried again, then less often, for as long as somebody is to decide it."""


class Recovery:
    """Knows the remedies, and what has been wrong with each row so far."""

    def __init__(self, outbox: Outbox, sender: Sender, pacing: Pacing, ports: Ports) -> None:
        """Nothing is wrong yet."""
        self._outbox = outbox
        self._sender = sender
        self._pacing = pacing
        self._ports = ports
        # In memory: claims also count the rows' waits for their turn, and those must never add up to giving up.
        self._failures: Counter[tuple[MessageKind, str]] = Counter()
        self._given_up: Counter[tuple[MessageKind, str]] = Counter()
        self.trouble: str | None = None
        """What is wrong with the whole workspace, for the operator."""

    def recovered(self, claimed: Claimed) -> None:
        """The message has been delivered, so its troubles and the workspace's are over."""
        self._forget(claimed)
        self.trouble = None

    async def recover(self, claimed: Claimed, fault: SlackFault, now: datetime) -> None:
        """The row is postponed, sent another way, or buried; a card that nobody will see has climbed."""
        log.warning("Slack did not take a message", ref=claimed.message.ref, fault=str(fault))
        match remedy_for(fault.error):
            case Remedy.WAIT:
                until = now + timedelta(seconds=fault.retry_after or 1)
                self._pacing.hold(fault.method, until)
                await self._later(claimed, fault, until)
            case Remedy.OUTAGE:
                await self._later(claimed, fault, self._pacing.rest(now))
            case Remedy.WORKSPACE:
                self.trouble = str(fault)
                await self._later(claimed, fault, self._pacing.rest(now, at_least=WORKSPACE_PAUSE))
            case Remedy.ANOTHER_CHANNEL:
                await self._elsewhere(claimed, fault, now)
            case Remedy.PLAIN_TEXT:
                log.error("Slack refuses our blocks", ref=claimed.message.ref, fault=str(fault))
                await self._otherwise(claimed, fault, now, plainly=True)
            case Remedy.POST_ANEW:
                # The sender posts anew by itself; what comes here is a reply whose thread is gone.
                await self._give_up(claimed, fault, now)
            case Remedy.TRY_AGAIN:
                await self._again(claimed, fault, now)

    async def passed_over(self, claimed: Claimed, why: str) -> bool:
        """Whether the action has moved on from a card that nobody could answer.

        False where the policy holds the action until somebody is there: its card stays, and waits for whoever joins.
        """
        log.warning("a card would ask nobody", ref=claimed.message.ref, why=why)
        moved = isinstance(await self._climb(claimed, why, rule=Rule.NOBODY_THERE), Transition)
        if moved:
            await self._outbox.done(claimed)
        return moved

    async def _climb(self, claimed: Claimed, why: str, *, rule: Rule) -> Transition | Refusal:
        action_id, rung = MessageId.read(claimed.message.ref)
        return await escalate_unreachable(action_id, rung, why, self._ports, rule=rule)

    async def _again(self, claimed: Claimed, fault: SlackFault, now: datetime) -> None:
        self._failures[_about(claimed)] += 1
        failures = self._failures[_about(claimed)]
        if failures >= TRIES or self._given_up[_about(claimed)]:  # a dead letter that is tried again has had its eight
            await self._give_up(claimed, fault, now)
        else:
            await self._later(claimed, fault, now + FIRST_PAUSE * 2 ** (failures - 1))

    async def _elsewhere(self, claimed: Claimed, fault: SlackFault, now: datetime) -> None:
        fallback = self._ports.policies.policy.defaults.fallback_channel
        if fallback is None or claimed.message.kind in BELONG_THERE or fallback == claimed.message.channel:
            await self._give_up(claimed, fault, now)
        else:
            await self._otherwise(claimed, fault, now, instead=fallback)

    async def _otherwise(
        self,
        claimed: Claimed,
        first: SlackFault,
        now: datetime,
        *,
        instead: str | None = None,
        plainly: bool = False,
        to_nobody: bool = False,
    ) -> None:
        """The message is sent in another way; a fault of that way decides what becomes of it."""
        try:
            settled = await self._sender.send(claimed, now, instead=instead, plainly=plainly, to_nobody=to_nobody)
        except NotYet as wait:
            await self._outbox.postpone(claimed, wait.until, str(wait), in_doubt=claimed.in_doubt)
        except SlackFault as second:
            if remedy_for(second.error) in (Remedy.ANOTHER_CHANNEL, Remedy.PLAIN_TEXT, Remedy.POST_ANEW):
                await self._give_up(claimed, first, now)
            else:
                await self.recover(claimed, second, now)
        except TooFewReviewers as too_few:
            if not await self.passed_over(claimed, str(too_few)):
                await self._otherwise(claimed, first, now, instead=instead, plainly=plainly, to_nobody=True)
        else:
            self._forget(claimed)
            await self._outbox.done(claimed if settled else replace(claimed, covers=0))

    async def _later(self, claimed: Claimed, fault: SlackFault, until: datetime) -> None:
        await self._outbox.postpone(claimed, until, str(fault), in_doubt=claimed.in_doubt or fault.in_doubt)

    async def _give_up(self, claimed: Claimed, fault: SlackFault, now: datetime) -> None:
        before = self._given_up[_about(claimed)]
        if not before:
            log.error("a message was given up", kind=claimed.message.kind, ref=claimed.message.ref, fault=str(fault))
        again_at = None
        if claimed.message.kind is MessageKind.CARD:
            again_at = now + min(FIRST_RETURN * 2 ** min(before, 10), LONGEST_RETURN)
            self._given_up[_about(claimed)] += 1
            why = f"The channel {claimed.message.channel} cannot be reached: {fault.error}"
            # A refusal is fine: the action has moved on, or nobody stands higher and its time runs out.
            await self._climb(claimed, why, rule=Rule.UNREACHABLE)
        self._failures.pop(_about(claimed), None)
        await self._outbox.bury(claimed, str(fault), now, again_at=again_at)

    def _forget(self, claimed: Claimed) -> None:
        self._failures.pop(_about(claimed), None)
        self._given_up.pop(_about(claimed), None)


def _about(claimed: Claimed) -> tuple[MessageKind, str]:
    """What failures are counted for: a card, whichever row asks for it, or a single note of its thread."""
    message = claimed.message
    return message.kind, str(claimed.id) if message.kind is MessageKind.NOTE else message.ref
