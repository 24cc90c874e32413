"""A halt as people say it, the same in Slack, in a refusal, in a reason and in a terminal."""

from oversight.halts.halt import Halt, Scope, ScopeKind


def scope_words(scope: Scope) -> str:
    """What it covers: “everything”, “the agent refund-bot”, “refund.*”."""
    match scope.kind:
        case ScopeKind.ALL:
            return "everything"
        case ScopeKind.AGENT:
            return f"the agent {scope.name or scope.of}"
        case ScopeKind.TYPE:
            return scope.of


def scope_argument(scope: Scope) -> str:
    """What to write after ``halt`` and ``resume`` to mean it, and nothing else."""
    return ScopeKind.ALL.value if scope.kind is ScopeKind.ALL else f"{scope.kind}:{scope.name or scope.of}"


def halted_words(halt: Halt) -> str:
    """What was stopped, by whom and why: “Halted: everything, by Lea Brandt: prices are wrong”."""
    return f"Halted: {scope_words(halt.scope)}, by {halt.by.name}{_why(halt.reason)}"


def reason_words(halt: Halt) -> str:
    """The halt as the reason of a route: “Halted by Lea Brandt: prices are wrong”."""
    return f"Halted by {halt.by.name}{_why(halt.reason)}"


def resumed_words(halt: Halt) -> str:
    """What goes on, by whom and why: “Resumed: everything, by Lea Brandt: prices are right again”."""
    assert halt.ending is not None, "a halt that stands has not been resumed"
    return f"Resumed: {scope_words(halt.scope)}, by {halt.ending.by.name}{_why(halt.ending.reason)}"


def _why(reason: str | None) -> str:
    return f": {reason}" if reason else ""
