"""A recorded action, routed as if it came in under this policy, by the same code as a real one."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct

from oversight.action.route import Route, Verdict
from oversight.policy import Policy
from oversight.policy.confidence import NOTHING, Signals, has_every, weighted_sum
from oversight.rehearsal.recorded import Recorded
from oversight.routing.routing import evaluate
from oversight.routing.signal_reach import depends_on_signals


class Fate(StrEnum):
    """What happens to an action before a person does anything."""

    RUNS = "runs"
    """It is released at once; people may look at a sample later."""
    ASKED = "asked"
    """It waits for a person."""
    REJECTED = "rejected"
    """The policy says no by itself."""
    REFUSED = "refused"
    """Its payload does not fit its type's schema, so it is refused when it comes in."""


_FATES = {Verdict.APPROVE: Fate.RUNS, Verdict.ASK: Fate.ASKED, Verdict.REJECT: Fate.REJECTED}


class Replayed(Struct, frozen=True):
    """A recorded action and what would happen to it."""

    recorded: Recorded
    fate: Fate
    route: Route | None = None
    """None for an action that is refused when it comes in."""
    holding: tuple[str, ...] = ()
    """The names of the rules that apply and the checks that fail, without those in shadow."""
    score: float | None = None
    """Its weighted signals; None where one is missing."""
    measured: Signals = NOTHING
    """The signals that were computed from the past, where it was asked."""

    @property
    def tier(self) -> str | None:
        """The tier that would see it first; None where nobody is asked."""
        return self.route.ladder[0].tier if self.route and self.route.ladder else None

    @property
    def destination(self) -> str:
        """Where it goes, in a word: a tier's name, or its fate."""
        return self.tier or self.fate.value

    @property
    def looks(self) -> int:
        """How many people have to look at it before it may run, if everybody answers."""
        if self.route is None:
            return 0
        first_of_each = {rung.stage: rung.approvals_required for rung in reversed(self.route.ladder)}
        return sum(first_of_each.values())

    @property
    def in_shadow(self) -> bool:
        """Whether it runs only because a type or a rule is in shadow."""
        return self.fate is Fate.RUNS and self.route is not None and self.route.shadow is not None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The rules behind it, by name."""
        return tuple(reason.rule for reason in self.route.reasons) if self.route else ("schema",)


Measure = Callable[[Recorded], Signals]
"""What the past says about an action."""


def no_past(recorded: Recorded) -> Signals:  # noqa: ARG001 - the shape of `Measure`
    """The past of an installation without earlier actions."""
    return NOTHING


def replay(recorded: Recorded, policy: Policy, measure: Measure = no_past) -> Replayed:
    """What would happen to it. Its truth is not looked at. The past is asked in the same cases as for a real action."""
    proposal = recorded.proposal
    known = policy.action_types.get(proposal.action_type)
    if known is not None and known.schema_problems(proposal.payload):
        return Replayed(recorded, Fate.REFUSED)
    measured = NOTHING
    evaluation = evaluate(proposal, recorded.agent, policy, at=recorded.at)
    if depends_on_signals(evaluation.route, proposal.action_type, policy) and (measured := measure(recorded)):
        evaluation = evaluate(proposal, recorded.agent, policy, measured, at=recorded.at)
    signals = evaluation.signals
    return Replayed(
        recorded=recorded,
        fate=_FATES[evaluation.route.verdict],
        route=evaluation.route,
        holding=tuple(caller.name for caller, _ in evaluation.callers),
        score=weighted_sum(signals, policy.confidence.thresholds) if has_every(signals) else None,
        measured=measured,
    )


def replay_again(replayed: Replayed, policy: Policy) -> Replayed:
    """What would happen to it under another policy, with the same past."""
    return replay(replayed.recorded, policy, lambda _: replayed.measured)
