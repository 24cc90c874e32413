"""Samples with odd words in them, open and answered."""

from __future__ import annotations

from oversight.action.action import Action
from oversight.action.decision import Actor, DeciderKind
from oversight.action.status import Severity
from oversight.review.sample import Finding, Mistake, Pick, Sample
from tests.unit.blocks.actions import NOW
from tests.unit.sandbox.odd_payloads import Odd


def an_actor(odd: Odd) -> Actor:
    """Somebody with some name."""
    return Actor(odd.one(list(DeciderKind)), "U0LEA", odd.words(200))


def a_sample(odd: Odd, action: Action, position: int = 1) -> Sample:
    """The action as picked for a digest, perhaps with a finding."""
    pick = Pick(action.id, odd.one(("low_confidence", "base_rate", odd.words())), 0.05)
    finding = odd.one((None, *Finding))
    if finding is None:
        return Sample(f"dig_1.{position}", "dig_1", pick, position)
    mistake = Mistake(odd.one(list(Severity)), odd.words(3_000), (odd.words(75),)) if finding is Finding.WRONG else None
    return Sample(f"dig_1.{position}", "dig_1", pick, position, finding, an_actor(odd), NOW, mistake)
