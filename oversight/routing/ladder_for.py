"""Who is asked about one action, from the first to the last: the ladder from a tier up, or stages one after another."""

from collections.abc import Collection
from typing import TypedDict

from msgspec import Struct

from oversight.action.route import Extension, OnTimeout, Reason, Rung, answering, tier_words
from oversight.action.rule import Rule
from oversight.action.stages import LADDER
from oversight.policy import ActionType, Policy


class Ladder(Struct, frozen=True):
    """The rungs of one action."""

    rungs: tuple[Rung, ...]
    nobody: tuple[str, ...] = ()
    """The stages in which nobody could ever answer, ``ladder`` for the ladder itself: then it cannot be asked."""

    @property
    def no_reason(self) -> Reason | None:
        """Why nobody can be asked; None where somebody can."""
        if not self.nobody:
            return None
        named = ("the ladder" if stage == LADDER else f"the stage {tier_words(stage)}" for stage in self.nobody)
        where = " and ".join(named)
        return Reason(Rule.NOBODY_TO_ASK, f"The policy names nobody who could answer on {where}")


NO_LADDER = Ladder(())
"""Nobody is asked."""


def ladder_for(policy: Policy, tier: str, stages: Collection[str] = (), *, ladder_too: bool = True) -> Ladder:
    """The ladder from a tier upwards; with stages these first, in the policy's order, each with the tiers behind it.

    The ladder itself comes last, where it is asked for its own sake: always without stages, else with ``ladder_too``.
    """
    runs = [policy.stage_from(stage.name, tier) for stage in policy.stages if stage.name in stages] if stages else []
    if ladder_too or not runs:
        runs.append(policy.rungs_from(tier))
    nobody = tuple(run[-1].stage or LADDER for run in runs if not any(rung.can_ever_decide for rung in run))
    return Ladder(tuple(rung for run in runs for rung in answering(run)), nobody)


class SilenceTerms(TypedDict):
    """What of a route says what silence does, beside the rungs."""

    on_timeout: OnTimeout
    repeat_ladder: int
    extension: Extension | None


def silence_terms(known: ActionType | None, policy: Policy) -> SilenceTerms:
    """What silence does to an action of this type: as the type says, else as the policy does."""
    on_timeout, repeat_ladder = policy.defaults.on_timeout, policy.defaults.repeat_ladder
    if known is not None:
        on_timeout = known.on_timeout or on_timeout
        repeat_ladder = repeat_ladder if known.repeat_ladder is None else known.repeat_ladder
    return {"on_timeout": on_timeout, "repeat_ladder": repeat_ladder, "extension": policy.defaults.extension}
