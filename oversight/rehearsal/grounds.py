"""Why actions did not run by themselves: what each rule and check catches and what it costs.

Whether one rule alone stopped an action is not guessed from the list of reasons: the action is routed again under a
policy without that rule.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from oversight.policy import Policy
from oversight.rehearsal.replay import Fate, Replayed, replay_again


class Ground(Struct, frozen=True):
    """One reason, with all the actions that it kept from running by themselves."""

    rule: str
    """A rule or a check; without either, what else asked for a person: ``risk``, ``draft``, ``signals_missing``…"""
    actions: int
    wrong: int
    right: int
    wrong_alone: int
    """Wrong actions that nothing else stopped: without this rule they run."""
    right_alone: int
    """Right actions that nothing else stopped: what this rule alone costs."""


def grounds(replayed: Sequence[Replayed], policy: Policy) -> tuple[Ground, ...]:
    """Each ground, the most frequent first."""
    without = cache(lambda rule: _without(rule, policy))
    held: defaultdict[str, list[tuple[Replayed, bool]]] = defaultdict(list)
    for action in replayed:
        if action.fate is not Fate.RUNS:
            alone = _stops_alone(action, without)
            for rule in action.holding or action.reasons[:1]:
                held[rule].append((action, alone))
    found = (_ground(rule, some) for rule, some in held.items())
    return tuple(sorted(found, key=lambda ground: (-ground.actions, ground.rule)))


def _stops_alone(action: Replayed, without: Callable[[str], Policy]) -> bool:
    if not action.holding:
        return True
    return len(action.holding) == 1 and replay_again(action, without(action.holding[0])).fate is Fate.RUNS


def _without(name: str, policy: Policy) -> Policy:
    """The policy without the rule or check of this name."""
    types = {
        action_type: replace(known, checks=tuple(check for check in known.checks if check.name != name))
        for action_type, known in policy.action_types.items()
    }
    return dataclasses.replace(
        policy, rules=tuple(rule for rule in policy.rules if rule.name != name), action_types=types
    )


def _ground(rule: str, some: Sequence[tuple[Replayed, bool]]) -> Ground:
    wrong = [alone for action, alone in some if action.recorded.truth and not action.recorded.truth.correct]
    right = [alone for action, alone in some if action.recorded.truth and action.recorded.truth.correct]
    return Ground(rule, len(some), len(wrong), len(right), sum(wrong), sum(right))
