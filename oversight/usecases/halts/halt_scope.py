"""What the word after ``halt`` or ``resume`` means."""

from oversight.action.action import matches
from oversight.action.refusal import Refusal, RefusalCode
from oversight.halts.halt import EVERYTHING, Scope, ScopeKind
from oversight.ports import Ports

ALL_WORDS = ("all", "everything", "*")


async def halt_scope(word: str, ports: Ports) -> Scope | Refusal:
    """The scope that the word names; a refusal where it names nothing, or more than one thing.

    A halt under a misspelt name would stop nothing and look as if it did, so nothing is guessed.
    """
    if word.casefold() in ALL_WORDS:
        return EVERYTHING
    # No database can store half a character or a NUL, so no name has one: it is refused like an unknown name.
    word = word.encode("utf-8", "replace").decode().replace("\0", "?")
    kind, colon, rest = word.partition(":")
    as_agent, as_type = kind == ScopeKind.AGENT, kind == ScopeKind.TYPE
    name = rest if colon and (as_agent or as_type) else word
    agent = None if as_type else await ports.agents.named(name)
    if agent is not None and agent.reads_audit:
        agent = None  # a halt of who proposes nothing would stop nothing
    is_type = not as_agent and _is_known(name, ports)
    if agent is not None and is_type:
        return Refusal(
            RefusalCode.HALT_SCOPE_UNKNOWN,
            f"“{name}” is an agent and an action type. Write agent:{name} or type:{name}.",
        )
    if agent is not None:
        return Scope(ScopeKind.AGENT, agent.id, agent.name)
    if is_type:
        return Scope(ScopeKind.TYPE, name, name)
    known = ", ".join(sorted(ports.policies.policy.action_types)[:10])
    return Refusal(
        RefusalCode.HALT_SCOPE_UNKNOWN,
        f"No agent and no action type is called “{name}”. Write all for everything, an agent's name, "
        f"or an action type, with * at its end for all that begin so{f'; known types: {known}' if known else ''}.",
    )


def _is_known(name: str, ports: Ports) -> bool:
    return any(matches(name, known) for known in ports.policies.policy.action_types)
