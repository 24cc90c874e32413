"""What restoring a backup means, said before anybody finds out: what runs out, what comes back, what stays in Slack."""

from collections.abc import Iterator, Sequence

from oversight.halts.words import scope_argument
from storage.backup.restoring import Outlook

NAMED = 10


def outlook_words(found: Outlook) -> Iterator[str]:
    """A sentence for each consequence; those that are worst to overlook come first."""
    if found.newest is None:
        yield "The backup knows of no action."
    else:
        yield f"The backup ends at {found.newest:%Y-%m-%d %H:%M} UTC. What came later is forgotten here, not in Slack:"
    yield from _forgotten(found)
    if found.overdue:
        yield (
            f"- Of {_actions(found.pending)} pending, {found.overdue:,} are past the deadline: when the bot runs, they "
            "time out at once, or do what the policy says of silence."
        )
    elif found.pending:
        yield f"- Pending again: {_actions(found.pending)}, none past the deadline yet."
    if found.decisions_lost:
        yield (
            f"- Decided since, and pending again: {_actions(found.decisions_lost)}. Agents have been told the decision "
            "and may have acted on it."
        )
    if found.actions_lost:
        yield f"- Proposed since, and unknown: {_actions(found.actions_lost)}. Agents that ask for them get 404."
    yield (
        "- Cards in Slack are not changed: those of later decisions go on saying what was decided, and buttons on "
        "cards of unknown actions answer that they are not known."
    )
    if found.waiting:
        yield f"- Messages that waited for Slack then ({found.waiting:,}) go out once the bot runs, even if sent since."


def _forgotten(found: Outlook) -> Iterator[str]:
    """Halts and revoked keys that the backup does not know, so that they are in force no longer."""
    if not found.is_compared:
        yield (
            "- The database in its place is gone or cannot be read, so nobody knows here what came later. Before the "
            "bot runs, halt again what was halted and revoke again the keys that were revoked."
        )
    if found.halts_lost:
        scopes = ", ".join(scope_argument(halt.scope) for halt in found.halts_lost)
        yield f"- Halted since, and no longer: {scopes}. Halt again before the bot runs: sayso halt"
    if found.revived:
        yield (
            f"- Keys that were revoked or replaced since open again: {_listed(found.revived)}. "
            "Revoke them before the bot runs: sayso agents revoke NAME"
        )
    if found.agents_lost:
        yield f"- Agents let in since are unknown, and so are their keys: {_listed(found.agents_lost)}. Add them again."
    if found.keys_lost:
        yield (
            f"- Keys made since open nothing: of {_listed(found.keys_lost)}. "
            "Rotate again, and give the agent the new key: sayso agents rotate NAME"
        )


def _actions(count: int) -> str:
    return f"{count:,} action{'' if count == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
