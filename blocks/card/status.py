"""Where an action stands, in one line: an emoji and the word."""

from blocks.card.stages import has_passed, name_of, place_words, yes_words
from blocks.kit.text import shorten, shown
from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.decision_words import decided_words
from oversight.action.route import Rung, tier_words
from oversight.action.status import OutcomeKind, Severity, Status
from oversight.voting.quorum import counted_votes, required_approvals

NAME = 120


def status_line(action: Action, rung: int) -> str:
    """The state as the card of this rung tells it: “⏳ Waiting for team lead”, “✅ Approved by Lea Brandt”."""
    if action.decision is not None:
        tier = f" ({tier_words(action.tier)})" if _by_another_tier(action, rung) else ""
        return f"{status_emoji(action.status)} {shorten(shown(decided_words(action.decision)), NAME)}{tier}"
    return _elsewhere_words(action, rung) if is_elsewhere(action, rung) else _waiting_words(action)


def status_emoji(status: Status) -> str:
    """The emoji of a status; it is never shown without the word."""
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


def outcome_words(kind: OutcomeKind, severity: Severity | None = None, by: Actor | None = None) -> str:
    """What was reported afterwards: “🐞 An error was found: high, by Lea Brandt”."""
    match kind:
        case OutcomeKind.EXECUTED:
            return "🏁 Executed, says the agent"
        case OutcomeKind.FAILED:
            return "💥 Failed, says the agent"
        case OutcomeKind.ERROR_FOUND:
            who = f"by {shorten(shown(by.name), NAME)}" if by is not None else ""
            found = ", ".join(filter(None, (severity and severity.value, who)))
            return f"🐞 An error was found{': ' if found else ''}{found}"


def approvals_words(action: Action) -> str:
    """How far the count is: “1 of 2 approvals”, by whom where anybody has voted."""
    rung = action.rung
    if rung is None:
        return "No approval needed"
    needed = required_approvals(action)
    names = list(dict.fromkeys(vote.reviewer.name for vote in counted_votes(action)))
    by = f" ({shorten(shown(', '.join(names)), NAME)})" if names and not action.status.is_final else ""
    return f"{_approvals(action)} of {needed} approval{'s' if needed != 1 else ''}{by}"


def asks_here(action: Action, rung: int) -> bool:
    """Whether the action waits for the tier whose card this is."""
    return not action.status.is_final and action.assignment is not None and action.assignment.rung == rung


def is_elsewhere(action: Action, rung: int) -> bool:
    """Whether another tier than this card's is asked now, or was asked last."""
    return action.assignment is not None and rung != action.assignment.rung


def decide_there_words(action: Action, rung: int) -> str:
    """Where to decide, for a card whose action others are asked about now."""
    assert action.rung is not None, "a card that asks nobody any more waits on another rung"
    where = shorten(shown(action.rung.channel), 80)
    if has_passed(action, rung):
        return f"What comes next is decided on the new card in {where}."
    which = "card" if _is_below(action, rung) else "new card"
    return f"The reason is in this card's thread. Decide on the {which} in {where}."


def _waiting_words(action: Action) -> str:
    """“⏳ Waiting for team lead in place of security · stage 1 of 2 · round 2 of 3”."""
    assert action.assignment is not None, "somebody is asked"
    rung = action.route.ladder[action.assignment.rung]
    who = tier_words(rung.tier)
    if rung.stage is not None and rung.stage != rung.tier:
        who += f" in place of {name_of(rung)}"
    said = [f"⏳ {'Held, waiting' if action.is_held else 'Waiting'} for {who}", place_words(action)]
    if action.assignment.round:
        said.append(f"round {action.assignment.round + 1} of {action.route.repeat_ladder + 1}")
    return " · ".join(filter(None, said))


def _elsewhere_words(action: Action, rung: int) -> str:
    """Where it went from here: up, on to the next stage, or back to where it began."""
    assert action.rung is not None
    if has_passed(action, rung):
        name = name_of(action.route.ladder[rung])
        return f"✅ {name[:1].upper()}{name[1:]} said yes{yes_words(action, rung)}, now with {_rung_words(action.rung)}"
    if _is_below(action, rung):
        return f"↩️ Asked again from {_rung_words(action.rung)}"
    next_one = _rung_words(action.route.ladder[rung + 1])
    on = action.assignment is not None and action.assignment.rung > rung + 1
    return f"⬆️ Escalated to {next_one}" + (f", now with {_rung_words(action.rung)}" if on else "")


def _is_below(action: Action, rung: int) -> bool:
    """Whether the ladder or the stages began again, so that a lower tier than this card's is asked."""
    return action.assignment is not None and action.assignment.rung < rung


def _rung_words(rung: Rung) -> str:
    return f"{tier_words(rung.tier)} in {shorten(shown(rung.channel), 80)}"


def _approvals(action: Action) -> int:
    return len({vote.reviewer.id for vote in counted_votes(action) if vote.kind is not VoteKind.REJECT})


def _by_another_tier(action: Action, rung: int) -> bool:
    by_person = action.decision is not None and action.decision.decided_by.kind is DeciderKind.HUMAN
    return by_person and is_elsewhere(action, rung)
