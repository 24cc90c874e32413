"""Which recorded actions the threshold of confidence routing moves, asked of the routing itself."""

import dataclasses
import math
from collections.abc import Sequence

from msgspec.structs import replace

from oversight.policy import Confidence, Policy
from oversight.rehearsal.frontier import Frontier, ThresholdMove, frontier
from oversight.rehearsal.replay import Fate, Replayed, replay_again


def thresholds(replayed: Sequence[Replayed], policy: Policy) -> Frontier | None:
    """The frontier of this policy over these actions; None where its threshold moves no action whose truth is known."""
    settled = policy.confidence.thresholds
    loosest = _with_threshold(policy, math.nextafter(settled.auto_reject, 1))
    strictest = _with_threshold(policy, math.inf)
    moves = [_move(action, loosest, strictest) for action in replayed]
    return frontier(moves, auto_approve=settled.auto_approve, auto_reject=settled.auto_reject)


def _move(action: Replayed, loosest: Policy, strictest: Policy) -> ThresholdMove:
    truth = action.recorded.truth
    is_moved = (
        action.score is not None
        and replay_again(action, loosest).fate is Fate.RUNS
        and replay_again(action, strictest).fate is Fate.ASKED
    )
    return ThresholdMove(action.score if is_moved else None, action.fate is Fate.RUNS, action.fate is Fate.ASKED, truth)


def _with_threshold(policy: Policy, auto_approve: float) -> Policy:
    confidence = Confidence(replace(policy.confidence.thresholds, auto_approve=auto_approve))
    return dataclasses.replace(policy, confidence=confidence)
