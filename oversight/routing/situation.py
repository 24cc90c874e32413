"""What the table of verdicts looks at: one action under what the rules demand."""

from msgspec import Struct

from oversight.action.risk import Risk
from oversight.action.route import Reason, Verdict
from oversight.policy import ActionType
from oversight.policy.confidence import floor_reason, has_every, score_signals
from oversight.routing.case import Case
from oversight.routing.demands import Demands

Reasons = tuple[Reason, ...]


class Situation(Struct, frozen=True):
    """Everything that a line of the table may ask about one action."""

    risk: Risk
    """The type's or the agent's, raised by the rules that hold."""
    reversible: bool
    is_draft: bool
    needs_second_person: bool
    """Whether the policy asks a second person about every draft of the type."""
    checks: int
    failing: tuple[str, ...]
    """The checks that do not pass."""
    stages: tuple[str, ...]
    """The stages that its type or a rule names, in the policy's order."""
    asks_people: bool
    """Whether a rule names a tier or a stage, or a check does not pass: then nothing runs by itself."""
    names_a_tier: bool
    """Whether a rule names a tier, or a check does not pass."""
    is_checked: bool
    """Whether its type's checks alone may release it."""
    low_signal: Reasons
    """Where its checks may release it: which signal lies under its floor. A missing one says nothing against it."""
    signals_say: Verdict | None
    """What its signals say together; None where they are not asked."""
    signal_reasons: Reasons

    @property
    def is_low(self) -> bool:
        """Whether little can go wrong, and it can be undone."""
        return self.risk is Risk.LOW and self.reversible

    @property
    def is_gated_draft(self) -> bool:
        """Whether it is a draft that one person finishes and another one lets go."""
        return self.is_draft and (self.is_serious or self.needs_second_person)

    @property
    def has_stages(self) -> bool:
        """Whether its type or a rule names stages."""
        return self.stages != ()

    @property
    def has_low_signal(self) -> bool:
        """Whether a signal that is there lies under its floor."""
        return self.low_signal != ()

    @property
    def is_serious(self) -> bool:
        """Whether much can go wrong, or it cannot be undone, or a rule or check calls for people."""
        return self.risk.rank >= Risk.HIGH.rank or not self.reversible or self.names_a_tier


def situation(case: Case, demanded: Demands) -> Situation:
    """The action as the table sees it."""
    classified, thresholds = case.classified, case.policy.confidence.thresholds
    risk, is_draft = classified.risk.raised_to(demanded.risk), case.proposal.draft is not None
    failing = tuple([check.name for check, passes in case.checks if passes is not True]) if case.checks else ()
    is_weighed = risk is Risk.MEDIUM and classified.reversible and not is_draft
    is_checked = (
        not demanded.reasons
        and not failing
        and _may_be_released_by_checks(case)
        and not (is_weighed and has_every(case.signals))
    )
    low_signal = floor_reason(case.signals, thresholds) if is_checked else None
    signals_say, why = score_signals(case.signals, thresholds) if is_weighed and not is_checked else (None, None)
    names_a_tier = demanded.tier is not None or bool(failing)
    return Situation(
        risk=risk,
        reversible=classified.reversible,
        is_draft=is_draft,
        needs_second_person=is_draft and case.known is not None and _asks_a_second(case.known),
        checks=len(case.checks),
        failing=failing,
        stages=_stages(case, demanded),
        asks_people=names_a_tier or bool(demanded.stages),
        names_a_tier=names_a_tier,
        is_checked=is_checked,
        low_signal=(low_signal,) if low_signal else (),
        signals_say=signals_say,
        signal_reasons=(why,) if why else (),
    )


def _asks_a_second(known: ActionType) -> bool:
    return known.draft is not None and known.draft.second_person


def _may_be_released_by_checks(case: Case) -> bool:
    """Never what is critical, or worse than its type is."""
    known = case.known
    return (
        known is not None
        and known.released_by_checks
        and bool(case.checks)
        and known.risk is not Risk.CRITICAL
        and not case.classified.is_raised
    )


def _stages(case: Case, demanded: Demands) -> tuple[str, ...]:
    if not case.policy.stages:
        return ()
    named = demanded.stages | set(case.known.stages if case.known else ())
    return tuple(stage.name for stage in case.policy.stages if stage.name in named)
