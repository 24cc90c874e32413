"""One recording through one policy or two, and everything that is told of it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.rehearsal.recording import Recording
from oversight.policy import Policy
from oversight.rehearsal.comparison import Comparison, compare
from oversight.rehearsal.frontier import Frontier, Point
from oversight.rehearsal.replay import Replayed, replay
from oversight.rehearsal.report import Report, report
from oversight.rehearsal.threshold_moves import thresholds


@dataclass(frozen=True, slots=True)
class CandidatePolicy:
    """A policy under rehearsal, by the name of its file."""

    name: str
    policy: Policy


@dataclass(frozen=True, slots=True)
class Advice:
    """The loosest threshold that surely catches the wanted share of the wrong actions."""

    target: float
    point: Point | None
    """None where no threshold does, as far as this recording can tell."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one policy made of the recording."""

    policy: str
    report: Report
    frontier: Frontier | None
    """None where the threshold moves no action of which the truth is known."""
    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """The whole rehearsal."""

    traffic: str
    minutes_per_review: float
    result: Result
    other: Result | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a look costs, how much is to be caught, and whether earlier actions of the recording teach."""

    per_review: timedelta
    target: float
    with_past: bool = False


def backtest(
    traffic: str, recording: Recording, candidate: CandidatePolicy, other: CandidatePolicy | None, wishes: Wishes
) -> Backtest:
    """What these policies make of the recording."""
    minutes = wishes.per_review / timedelta(minutes=1)
    before = _replayed(recording, candidate, wishes)
    result = _result(candidate, before, wishes)
    if other is None:
        return Backtest(traffic, minutes, result)
    after = _replayed(recording, other, wishes)
    return Backtest(traffic, minutes, result, _result(other, after, wishes), compare(before, after))


def _replayed(recording: Recording, candidate: CandidatePolicy, wishes: Wishes) -> list[Replayed]:
    if not wishes.with_past:
        return [replay(action, candidate.policy) for action in recording.actions]
    from oversight.rehearsal.past import Past  # noqa: PLC0415 - its libraries take seconds to load

    past = Past(candidate.policy)
    replayed = []
    for action in recording.actions:
        replayed.append(replay(action, candidate.policy, past.measure))
        past.learn(replayed[-1])
    return replayed


def _result(candidate: CandidatePolicy, replayed: list[Replayed], wishes: Wishes) -> Result:
    frontier = thresholds(replayed, candidate.policy)
    advice = Advice(wishes.target, frontier.cheapest(wishes.target)) if frontier else None
    return Result(candidate.name, report(replayed, candidate.policy, wishes.per_review), frontier, advice)


def lacks_signals(rehearsed: Backtest) -> bool:
    """Whether people are asked about some action because a signal is missing."""
    return any(ground.rule == "signals_missing" for ground in rehearsed.result.report.grounds)
