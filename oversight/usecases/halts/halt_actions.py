"""Somebody halts: from now on, nothing that the halt covers is released without a person."""

from msgspec import Struct

from oversight.action.decision import Actor
from oversight.action.refusal import Refusal
from oversight.halts.halt import EVERYTHING, Halt
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import announcement_id
from oversight.usecases.halts.entitled_to_halt import entitled_to_halt
from oversight.usecases.halts.halt_scope import halt_scope

HALT_URGENCY = 0
"""A halt is announced before anything else."""
LONGEST_REASON = 1_000


class Halted(Struct, frozen=True):
    """The halt that is active now."""

    halt: Halt
    is_new: bool
    """False where the same was halted before, so that nothing changed."""


async def halt_as(user_id: str, word: str, reason: str | None, ports: Ports) -> Halted | Refusal:
    """The same as :func:`halt_actions`, for a Slack user who may."""
    person = await entitled_to_halt(user_id, ports)
    if isinstance(person, Refusal):
        return person
    return await halt_actions(word, reason, person.actor, ports)


async def halt_actions(word: str, reason: str | None, by: Actor, ports: Ports) -> Halted | Refusal:
    """The halt of what the word names, nothing for everything; durable, audited and about to be announced.

    Whoever proposes after this has returned, to whichever replica, proposes under it.
    """
    scope = await halt_scope(word, ports) if word else EVERYTHING
    if isinstance(scope, Refusal):
        return scope
    policy = ports.policies.policy
    halt = Halt(
        id=ports.ids.halt_id(),
        scope=scope,
        by=by,
        at=ports.clock.now(),
        reason=stored_reason(reason),
        freezes=policy.halt.freezes,
        channels=announced_in(policy),
    )
    messages = [
        Message(MessageKind.HALTED, announcement_id(halt.id, index), channel, HALT_URGENCY)
        for index, channel in enumerate(halt.channels)
    ]
    active = await ports.halts.begin(halt, messages)
    return Halted(active, is_new=active.id == halt.id)


def stored_reason(reason: str | None) -> str | None:
    """The reason as it is stored: None where there is none, without what no database can store."""
    return (reason or "").encode("utf-8", "replace").decode().strip()[:LONGEST_REASON] or None


def announced_in(policy: Policy) -> tuple[str, ...]:
    """The channels where a halt is announced."""
    if policy.halt.channel is not None:
        return (policy.halt.channel,)
    return tuple(dict.fromkeys(tier.channel for tier in policy.tiers))
