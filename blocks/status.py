"""Where an action stands, in one line: an emoji and the word."""

from blocks.text import shorten, shown
from oversight.action import Action
from oversight.decision import DeciderKind, FieldChange, VoteKind
from oversight.decision_words import decided_words
from oversight.lifecycle import OutcomeKind, Status
from oversight.quorum import required_approvals, standing_votes
from oversight.route import Rung, tier_words

NAME = 120


def status_line(action: Action, rung: int) -> str:
    """The state as the card of this rung tells it: “⏳ Waiting for team lead”, “✅ Approved by Lea Brandt”."""
    if action.decision is not None:
        tier = f" ({tier_words(action.tier)})" if _by_another_tier(action, rung) else ""
        return f"{status_emoji(action.status)} {shorten(shown(decided_words(action.decision)), NAME)}{tier}"
    if is_escalated_away(action, rung):
        return f"⬆️ Escalated to {escalated_words(action, rung)}"
    return f"⏳ Waiting for {tier_words(action.tier)}"


def status_emoji(status: Status) -> str:
    """The status's sign; never shown without its word."""
    match status:
        case Status.PENDING:
            return "⏳"
        case Status.APPROVED:
            return "✅"
        case Status.MODIFIED:
            return "✏️"
        case Status.REJECTED:
            return "⛔"
        case Status.TIMED_OUT:
            return "⌛"
        case Status.CANCELLED:
            return "↩️"


def outcome_words(kind: OutcomeKind) -> str:
    """What the agent reported afterwards."""
    match kind:
        case OutcomeKind.EXECUTED:
            return "🏁 Executed, says the agent"
        case OutcomeKind.FAILED:
            return "💥 Failed, says the agent"
        case OutcomeKind.ERROR_FOUND:
            return "🐞 Error found afterwards"


def approvals_words(action: Action) -> str:
    """How far the count is: “1 of 2 approvals”, by whom where anybody has voted."""
    rung = action.rung
    if rung is None:
        return "No approval needed"
    needed = required_approvals(action)
    names = list(dict.fromkeys(vote.reviewer.name for vote in standing_votes(action)))
    by = f" ({shorten(shown(', '.join(names)), NAME)})" if names and not action.status.is_final else ""
    return f"{_approvals(action)} of {needed} approval{'s' if needed != 1 else ''}{by}"


STANDS_STILL = "⏸️ halted, its deadline stands still"


def is_frozen(action: Action) -> bool:
    """Whether a halt stopped its time, so that nobody can say when it expires."""
    return action.watch is not None and action.watch.frozen_at is not None and not action.status.is_final


def is_escalated_away(action: Action, rung: int) -> bool:
    """Whether somebody higher is asked now than this card's tier."""
    return action.watch is not None and rung < action.watch.rung


def escalated_words(action: Action, rung: int) -> str:
    """Where it went from here: “team lead in #leads”, and where it is now if it climbed on."""
    next_one = _rung_words(action.route.ladder[rung + 1])
    assert action.rung is not None
    on = action.watch is not None and action.watch.rung > rung + 1
    return f"{next_one}, now with {_rung_words(action.rung)}" if on else next_one


def decide_there_words(action: Action) -> str:
    """Said on a card that somebody higher was asked instead of: the way to the new one."""
    assert action.rung is not None, "a card that was escalated away waits on another rung"
    where = shorten(shown(action.rung.channel), 80)
    return f"The reason is in this card's thread. Decide on the new card in {where}."


def change_words(change: FieldChange) -> tuple[str, str]:
    """What a reviewer's edit did to one value: the verb and the path."""
    path = change.path.removeprefix("$.").removeprefix("$") or "(whole payload)"
    return {"added": "Added", "removed": "Removed"}.get(change.kind, "Changed"), shorten(shown(path), 80)


def _rung_words(rung: Rung) -> str:
    return f"{tier_words(rung.tier)} in {shorten(shown(rung.channel), 80)}"


def _approvals(action: Action) -> int:
    return len({vote.reviewer.id for vote in standing_votes(action) if vote.kind is not VoteKind.REJECT})


def _by_another_tier(action: Action, rung: int) -> bool:
    by_person = action.decision is not None and action.decision.decided_by.kind is DeciderKind.HUMAN
    return by_person and is_escalated_away(action, rung)
