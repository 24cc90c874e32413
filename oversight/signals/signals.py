"""The signals themselves: what is measured of an action by the precedents of its type. Each is a number from 0 to 1.

A signal that cannot be computed well is left out. A new one is a function here, a name in
:data:`~oversight.policy.confidence.SIGNALS` and a weight in the policy.
"""

from datetime import datetime

import numpy as np

from oversight.action.action import Agent, Proposal
from oversight.signals.features import features_of
from oversight.signals.nearest import likeness
from oversight.signals.token_counts import sketch
from oversight.signals.track_record import posterior_mean
from oversight.signals.type_memory import TypeMemory


def measured_signals(memory: TypeMemory, proposal: Proposal, agent: Agent, now: datetime) -> dict[str, float]:
    """The signals that can be computed well for this action at this moment, by name."""
    signals = {
        "historical_accuracy": _historical_accuracy(memory, agent.id, now.timestamp()),
        **_likeness(memory, proposal),
    }
    return {name: value for name, value in signals.items() if value is not None}


def _historical_accuracy(memory: TypeMemory, agent_id: str, now: float) -> float | None:
    own = memory.of_agent(agent_id)
    return None if own is None else posterior_mean(np.maximum(0.0, now - memory.at[own]), memory.is_good[own])


def _likeness(memory: TypeMemory, proposal: Proposal) -> dict[str, float | None]:
    """How near it is to what was right and wrong. What the agent says about it can only take it further away."""
    features = features_of(proposal.payload, proposal.description)
    if not features.comparable:
        return {}
    alike, good, recent = memory.rows.compare(sketch(features)), memory.good, memory.recent
    silent, told, shape = alike.values, alike.values_and_words, alike.shape
    return {
        "semantic_similarity": likeness(np.minimum(silent, told)[:good], np.maximum(silent, told)[good:]),
        "input_familiarity": likeness(shape[:good][recent[:good]], shape[good:][recent[good:]]),
    }
