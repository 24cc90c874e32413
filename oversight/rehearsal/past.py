"""The past that a replayed action would have had: what earlier actions of the recording had taught by then.

A signal that the agent does not send is computed from what people said about earlier actions. In a replay only those
facts count which somebody would have learned under this policy: the truth of an action that a person is asked about,
and of those that run the share that lazy review looks at. Samples are drawn with a fixed key here, so that a rehearsal
always gives the same result.
"""

from collections import Counter
from datetime import UTC, datetime

from oversight.policy import Policy
from oversight.policy.confidence import NOTHING, Signals
from oversight.rehearsal.recorded import Recorded, Truth, Witness
from oversight.rehearsal.replay import Fate, Replayed
from oversight.review.sampler.draw import redraw
from oversight.review.sampler.reasons.rules import LOW_CONFIDENCE
from oversight.routing.signal_reach import types_asking_signals
from oversight.signals.memory import Memory
from oversight.signals.precedent import Lesson, Precedent

SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of actions whose recording has none: the same for all, so that nothing grows old."""
LOTTERY = b"rehearsal"
SETTLES = 100
"""New lessons count once they are a hundredth of all: counting each at once would take longer than the replay."""


class Past:
    """What is known of earlier actions while a recording is replayed."""

    def __init__(self, policy: Policy) -> None:
        """Nothing is known yet."""
        self._policy = policy
        self._weighable = types_asking_signals(policy)
        self._memory = Memory()
        self._learned: Counter[str] = Counter()
        self._unsettled: Counter[str] = Counter()

    def measure(self, recorded: Recorded) -> Signals:
        """The signals that the past has for this action."""
        if recorded.proposal.action_type not in self._weighable:
            return NOTHING
        return self._memory.measure(recorded.proposal, recorded.agent, recorded.at or SOME_DAY)

    def learn(self, replayed: Replayed) -> None:
        """What this action teaches counts from now on, if somebody would have learned it."""
        truth, action_type = replayed.recorded.truth, replayed.recorded.proposal.action_type
        if truth is None or action_type not in self._weighable or not self._comes_out(replayed, truth):
            return
        self._memory.take((_precedent(replayed.recorded, truth),))
        self._learned[action_type] += 1
        self._unsettled[action_type] += 1
        if self._unsettled[action_type] * SETTLES >= self._learned[action_type]:
            self._memory.settle(action_type)
            self._unsettled[action_type] = 0

    def _comes_out(self, replayed: Replayed, truth: Truth) -> bool:
        match replayed.fate:
            case Fate.ASKED:
                return True
            case Fate.RUNS:
                found = truth.witness in (Witness.OUTCOME, Witness.LAZY_REVIEW)
                return found or replayed.in_shadow or self._drawn(replayed.recorded)
            case Fate.REJECTED | Fate.REFUSED:
                return False

    def _drawn(self, recorded: Recorded) -> bool:
        confidence = recorded.proposal.confidence
        unsure = confidence is not None and confidence < LOW_CONFIDENCE
        return unsure or redraw(LOTTERY, recorded.id, self._policy.lazy_review.base_rate)


def _precedent(recorded: Recorded, truth: Truth) -> Precedent:
    proposal = recorded.proposal
    return Precedent(
        action_id=recorded.id,
        version=1,
        action_type=proposal.action_type,
        agent_id=recorded.agent.id,
        lesson=Lesson.GOOD if truth.correct else Lesson.WRONG,
        at=recorded.at or SOME_DAY,
        description=proposal.description,
        payload=proposal.payload,
    )
