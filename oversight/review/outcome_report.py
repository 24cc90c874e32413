"""Whether a report of what came of an action is taken.

What was said before stands, and an error happens before it is noticed. An agent that says how it went after somebody
found an error adds to it: the error stands.
"""

from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind, Outcome
from oversight.action.event import OutcomeReported
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.rule import Rule
from oversight.action.status import OUTCOMES, OutcomeKind
from oversight.action.transition import Transition

CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far ahead of ours the clock of whoever reports may be."""


def may_report_problem(action: Action) -> bool:
    """Whether somebody can still say that an error was found: it was released, and nobody has said so yet."""
    found = action.outcome is not None and action.outcome.kind is OutcomeKind.ERROR_FOUND
    return action.status.releases and not found


def report(action: Action, said: Outcome, by: Actor) -> Transition | Refusal:
    """The action with what came of it and the fact that was told; no fact where it says what stands; or why not.

    Of ``said`` only ``kind``, ``at`` and what comes with an error are read. Where it does not say when the error was
    noticed, that is now.
    """
    refusal = _refuse_unreleased(action) or _refuse_times(said)
    if refusal is not None:
        return refusal
    stands = action.outcome
    if stands is not None and _is_said(said, stands, by):
        return Transition(action, ())
    if stands is not None and stands.kind is OutcomeKind.ERROR_FOUND and stands.before is None and _went(said):
        return _told(action, replace(stands, before=said.kind), said, by)
    if said.kind not in OUTCOMES[None if stands is None else stands.kind]:
        return _conflict(action)
    taken = replace(said, by=None if by.kind is DeciderKind.AGENT else by, before=None)
    if said.kind is OutcomeKind.ERROR_FOUND:
        noticed = said.detected_at or max(said.at, said.happened_at or said.at)
        taken = replace(taken, detected_at=noticed, before=stands and stands.kind)
    return _told(action, taken, taken, by)


def refuse_problem(action: Action) -> Refusal | None:
    """Why nobody can say now that an error was found, or nothing to object."""
    return None if may_report_problem(action) else _refuse_unreleased(action) or _conflict(action)


def _conflict(action: Action) -> Refusal:
    assert action.outcome is not None, "whatever is said first is taken"
    stands = standing_words(action.outcome, action)
    return Refusal(RefusalCode.OUTCOME_CONFLICT, f"It is already reported: {stands}. That stands.")


def standing_words(stands: Outcome, action: Action) -> str:
    """What was reported, by whom and when: “error found (high), by Lea Brandt, 2026-01-06 10:00 UTC”."""
    severity = f" ({stands.severity})" if stands.severity else ""
    by = (stands.by or action.agent.actor).name
    return f"{stands.kind.value.replace('_', ' ')}{severity}, by {by}, {stands.at:%Y-%m-%d %H:%M} UTC"


def _refuse_unreleased(action: Action) -> Refusal | None:
    if action.status.releases:
        return None
    return Refusal(
        RefusalCode.NOT_RELEASED,
        f"This action is {action.status.value.replace('_', ' ')}, so it should not have run. "
        "If it did, tell its owner.",
    )


def _refuse_times(said: Outcome) -> Refusal | None:
    latest = said.at + CLOCK_SKEW
    if said.happened_at is not None and said.happened_at > latest:
        return _not_so("It cannot have happened in the future. Say when it happened.")
    if said.detected_at is not None and said.detected_at > latest:
        return _not_so("It cannot have been noticed in the future. Say when it was noticed.")
    if said.happened_at is not None and said.detected_at is not None and said.detected_at < said.happened_at:
        return _not_so("It cannot have been noticed before it happened. Correct one of the two times.")
    return None


def _not_so(sentence: str) -> Refusal:
    return Refusal(RefusalCode.INVALID_OUTCOME, sentence)


def _went(said: Outcome) -> bool:
    return said.kind is not OutcomeKind.ERROR_FOUND


def _is_said(said: Outcome, stands: Outcome, by: Actor) -> bool:
    """Whether this says nothing but what stands. A person who finds what another has found reads that it is known."""
    if _went(said):
        return said.kind in (stands.kind, stands.before)
    if stands.kind is not OutcomeKind.ERROR_FOUND:
        return False
    if by.kind is DeciderKind.HUMAN and (stands.by is None or stands.by.id != by.id):
        return False
    pairs = (
        (said.severity, stands.severity),
        (said.happened_at, stands.happened_at),
        (said.detected_at, stands.detected_at),
    )
    return all(one is None or one == other for one, other in pairs)


def _told(action: Action, outcome: Outcome, said: Outcome, by: Actor) -> Transition:
    event = OutcomeReported(
        *(action.id, said.at, by, Rule.OUTCOME, said.note),
        outcome=said.kind,
        severity=said.severity,
        happened_at=said.happened_at,
        detected_at=said.detected_at,
    )
    return Transition(replace(action, outcome=outcome, revision=action.revision + 1), (event,))
