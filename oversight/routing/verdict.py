"""The table of the routing layer: what the policy does with an action at once, by which patterns, and why.

It is read from top to bottom, and the first line that holds is the answer.
"""

from collections.abc import Callable

from msgspec import Struct

from oversight.action.risk import Risk
from oversight.action.route import Pattern, Reason, Verdict, tier_words
from oversight.routing.situation import Reasons, Situation

APPROVE, REJECT, ASK = Verdict.APPROVE, Verdict.REJECT, Verdict.ASK

ALONE = (Pattern.LAZY_REVIEW,)
GATE = (Pattern.APPROVAL_GATE, Pattern.ESCALATION_LADDER)
BY_SIGNALS = (Pattern.CONFIDENCE_ROUTING,)
DRAFTED = (Pattern.COLLABORATIVE_DRAFTING, Pattern.ESCALATION_LADDER)
DRAFTED_AND_GATED = (Pattern.COLLABORATIVE_DRAFTING, *GATE)

A_DRAFT = (Reason("draft", "A draft is finished by a person"),)
LOW_RISK = (Reason("low_risk", "Low risk and reversible"),)
CRITICAL_RISK = (Reason("risk", "Critical risk needs a person"),)
HIGH_RISK = (Reason("risk", "High risk needs a person"),)
IRREVERSIBLE = (Reason("irreversible", "It cannot be undone"),)


class Line(Struct, frozen=True):
    """One line of the table."""

    when: Callable[[Situation], bool]
    verdict: Verdict
    patterns: tuple[Pattern, ...]
    reasons: Reasons | Callable[[Situation], Reasons]


def line_for(situation: Situation) -> Line:
    """The first line that holds; the last one always does."""
    for line in TABLE:
        if line.when(situation):
            return line
    raise AssertionError("the last line always holds")


def reasons_of(line: Line, situation: Situation) -> Reasons:
    """Why a line holds, in words for a person."""
    return line.reasons(situation) if callable(line.reasons) else line.reasons


def _stages(it: Situation) -> Reasons:
    words = " and ".join(map(tier_words, it.stages))
    return (Reason("stages", f"The policy asks {words} about every one of these"),)


def _checks(it: Situation) -> Reasons:
    passed = "Its one check passes" if it.checks == 1 else f"All {it.checks} checks pass"
    return (Reason("checked", f"{passed}, and no rule asks for a person"),)


def _signals(it: Situation) -> Reasons:
    return it.signal_reasons


def _stages_and_low_risk(it: Situation) -> Reasons:
    return _stages(it) + LOW_RISK


def _stages_and_signals(it: Situation) -> Reasons:
    return _stages(it) + it.signal_reasons


def _low_signal(it: Situation) -> Reasons:
    return it.low_signal


# fmt: off
TABLE: tuple[Line, ...] = (
    #    when                                                     verdict  patterns             reasons
    Line(lambda it: it.is_gated_draft,                            ASK,     DRAFTED_AND_GATED,   A_DRAFT),
    Line(lambda it: it.is_draft,                                  ASK,     DRAFTED,             A_DRAFT),
    Line(lambda it: it.is_low and it.asks_people,                 ASK,     GATE,                LOW_RISK),
    Line(lambda it: it.is_low and it.has_stages,                  ASK,     GATE,                _stages_and_low_risk),
    Line(lambda it: it.is_low,                                    APPROVE, ALONE,               LOW_RISK),
    Line(lambda it: it.is_checked and it.has_low_signal,          ASK,     BY_SIGNALS + GATE,   _low_signal),
    Line(lambda it: it.is_checked,                                APPROVE, BY_SIGNALS + ALONE,  _checks),
    Line(lambda it: it.risk is Risk.CRITICAL,                     ASK,     GATE,                CRITICAL_RISK),
    Line(lambda it: it.risk is Risk.HIGH,                         ASK,     GATE,                HIGH_RISK),
    Line(lambda it: not it.reversible,                            ASK,     GATE,                IRREVERSIBLE),
    Line(lambda it: it.signals_say is APPROVE and it.asks_people, ASK,     GATE,                _signals),
    Line(lambda it: it.signals_say is APPROVE and it.has_stages,  ASK,     GATE,                _stages_and_signals),
    Line(lambda it: it.signals_say is APPROVE,                    APPROVE, BY_SIGNALS + ALONE,  _signals),
    Line(lambda it: it.signals_say is REJECT,                     REJECT,  BY_SIGNALS,          _signals),
    Line(lambda _: True,                                          ASK,     BY_SIGNALS + GATE,   _signals),
)
# fmt: on
