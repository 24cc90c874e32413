"""A person who may halt lets the work go on."""

from oversight.action.decision import Actor
from oversight.action.refusal import Refusal, RefusalCode
from oversight.halts.halt import Ending, Halt, Halts, ScopeKind
from oversight.halts.words import scope_argument, scope_words
from oversight.ports import Ports
from oversight.ports.delivery import Message, MessageKind
from oversight.ports.message_id import announcement_id
from oversight.usecases.halts.entitled_to_halt import entitled_to_halt
from oversight.usecases.halts.halt_actions import HALT_URGENCY, stored_reason
from oversight.usecases.halts.halt_scope import ALL_WORDS, halt_scope
from oversight.voting.eligibility import answers_for_agent


async def resume_as(user_id: str, word: str, reason: str | None, ports: Ports) -> Halt | Refusal:
    """The same as :func:`resume_actions`, for a Slack user who may; never for one's own agent."""
    person = await entitled_to_halt(user_id, ports)
    if isinstance(person, Refusal):
        return person
    halt = await _meant(word, ports)
    if isinstance(halt, Refusal):
        return halt
    if halt.scope.kind is ScopeKind.AGENT:
        agent = await ports.agents.named(halt.scope.of)
        if agent is not None and answers_for_agent(person, agent):
            return Refusal(
                RefusalCode.SELF_APPROVAL, f"You answer for {agent.name}, so somebody else has to let it go on."
            )
    return await _end(halt, reason, person.actor, ports)


async def resume_actions(word: str, reason: str | None, by: Actor, ports: Ports) -> Halt | Refusal:
    """The halt of what the word names, ended: durable, audited and about to be announced. Other halts stay."""
    halt = await _meant(word, ports)
    return halt if isinstance(halt, Refusal) else await _end(halt, reason, by, ports)


async def _meant(word: str, ports: Ports) -> Halt | Refusal:
    """The active halt that the word names; without a word, the only one there is."""
    halts = await ports.halts.active(anew=True)
    if not halts.active:
        return Refusal(RefusalCode.NOT_HALTED, "Nothing is halted. There is nothing to resume.")
    if not word:
        if len(halts.active) == 1:
            return halts.active[0]
        return Refusal(RefusalCode.NOT_HALTED, f"Several halts stand. Say which: {_choices(halts)}.")
    # Also by the word that was written then: the policy may have lost the type since, and the halt must still end.
    for halt in halts.active:
        if word in (scope_argument(halt.scope), halt.scope.name) or (
            halt.scope.kind is ScopeKind.ALL and word.casefold() in ALL_WORDS
        ):
            return halt
    scope = await halt_scope(word, ports)
    if isinstance(scope, Refusal):
        return scope
    return halts.on(scope) or Refusal(
        RefusalCode.NOT_HALTED, f"No halt covers just {scope_words(scope)}. These stand: {_choices(halts)}."
    )


async def _end(halt: Halt, reason: str | None, by: Actor, ports: Ports) -> Halt | Refusal:
    ending = Ending(by, ports.clock.now(), stored_reason(reason))
    messages = [
        Message(kind, announcement_id(halt.id, index), channel, HALT_URGENCY)
        for index, channel in enumerate(halt.channels)
        for kind in (MessageKind.HALTED, MessageKind.RESUMED)
    ]
    return await ports.halts.end(halt.id, ending, messages) or Refusal(
        RefusalCode.NOT_HALTED, "Somebody else resumed it a moment ago."
    )


def _choices(halts: Halts) -> str:
    return ", ".join(scope_argument(halt.scope) for halt in halts.active)
