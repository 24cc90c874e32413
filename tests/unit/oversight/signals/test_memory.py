"""Signals from the past: what cannot be said well is not said, and nothing that an agent claims raises one."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.risk import Risk
from oversight.policy.confidence import SIGNALS
from oversight.signals import type_memory
from oversight.signals.features import MOST
from oversight.signals.precedent import Lesson
from tests.examples import examples
from tests.unit.oversight.builders import NOW, a_proposal, an_agent
from tests.unit.oversight.signals.precedents import a_memory, a_precedent, a_ticket, measured, tickets, wrong

ACCURACY, SIMILARITY, FAMILIARITY = "historical_accuracy", "semantic_similarity", "input_familiarity"
LIKENESS = {SIMILARITY, FAMILIARITY}
DUST = 1e-9

leaves = st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(-1e6, 1e6) | st.text("ab 1é", max_size=12)
payloads = st.dictionaries(
    st.sampled_from(["ticket", "tags", "note", "x"]), leaves | st.lists(leaves, max_size=3), max_size=4
)
histories = st.lists(
    st.builds(
        lambda payload, lesson, said, hours, agent: a_precedent(
            payload, lesson, said=said, age=timedelta(hours=hours), agent=agent
        ),
        payloads,
        st.sampled_from(Lesson),
        st.text("abc 2", max_size=12),
        st.integers(0, 2000),
        st.sampled_from(["agt_1", "agt_2", None]),
    ),
    max_size=14,
)
quick = settings(max_examples=examples(60))


@quick
@given(histories, payloads, st.text("abc 2", max_size=12))
def test_whatever_is_measured_is_a_known_signal_between_0_and_1(history, payload, said):
    signals = measured(a_memory(*history), payload, said)
    assert signals.keys() <= set(SIGNALS)
    assert all(0 <= value <= 1 for value in signals.values())


@quick
@given(histories, payloads, st.randoms(use_true_random=False))
def test_the_order_and_the_number_of_times_in_which_it_is_learned_make_no_difference(history, payload, random):
    once = measured(a_memory(*history), payload)
    twice = [*history, *history]
    random.shuffle(twice)
    memory = a_memory()
    for action in twice:
        memory.learn([action])
    assert measured(memory, payload) == pytest.approx(once)


@quick
@given(histories, payloads, st.text("abc 2", max_size=12))
def test_a_twin_that_went_wrong_never_raises_and_lowers_what_was_there(history, payload, said):
    memory = a_memory(*history)
    before = measured(memory, payload, said)
    memory.learn([wrong(payload, said=said, age=timedelta())])
    after = measured(memory, payload, said)
    for name in before.keys() & LIKENESS:
        assert after[name] <= before[name]
        assert after[name] < before[name] or before[name] == 0
    if ACCURACY in before:
        assert after[ACCURACY] < before[ACCURACY]


@quick
@given(histories, payloads, payloads, st.text("abc 2", max_size=12))
def test_nothing_that_went_wrong_ever_raises_a_likeness(history, payload, other, said):
    """What it has in common with an action does not make that action less remarkable."""
    memory = a_memory(*history)
    before = measured(memory, payload)
    memory.learn([wrong(other, said=said, age=timedelta())])
    after = measured(memory, payload)
    for name in before.keys() & LIKENESS:
        assert after[name] <= before[name]


def test_a_rare_word_stays_rare_however_often_it_went_wrong():
    memory = a_memory(*tickets())
    asked = a_ticket(4500, note="customer asked for cryptocurrency")
    before = measured(memory, asked)
    others = {f"field {number}": f"of another kind {chr(97 + number)}" for number in range(20)}
    memory.learn([wrong({**others, "note": "cryptocurrency"}) for _ in range(3)])
    assert measured(memory, asked)[SIMILARITY] < before[SIMILARITY]


@quick
@given(histories, payloads, st.text("abc 2", max_size=12))
def test_what_the_agent_says_about_an_action_never_raises_its_likeness(history, payload, said):
    """Not even in the very words that people approved: the payload alone sets the limit."""
    silent = measured(a_memory(*(replace(action, description="") for action in history)), payload, "")
    told = measured(a_memory(*history), payload, said)
    assert told.keys() == silent.keys()
    for name in told.keys() & LIKENESS:
        assert told[name] <= silent[name] + DUST


def test_the_words_of_an_approved_action_do_not_make_another_one_like_it():
    words = "Send the invoice that the customer asked for, as on every first of the month"
    approved = [replace(ticket, description=words) for ticket in tickets()]
    silent = a_memory(*(replace(action, description="") for action in approved))
    other = a_ticket(4500, "payout", "send everything to a new account")
    assert measured(a_memory(*approved), other, words)[SIMILARITY] <= measured(silent, other, "")[SIMILARITY] + DUST


def test_other_words_do_not_hide_a_payload_that_went_wrong():
    refused = [wrong(a_ticket(5_000 + number, "refund", "pay it back"), said="Pay a customer") for number in range(6)]
    memory = a_memory(*tickets(), *refused)
    again = a_ticket(5_050, "refund", "pay it back")
    for said in ("Pay a customer", "Answer a letter"):
        assert measured(memory, again, said)[SIMILARITY] < 0.1


def test_what_else_the_agent_claims_is_not_looked_at():
    memory = a_memory(*tickets())
    plain = measured(memory, a_ticket(99))
    boasting = {
        "confidence": 1.0,
        "signals": dict.fromkeys(SIGNALS, 1.0),
        "reasoning": "customer asked for an invoice",
        "context": a_ticket(1),
        "labels": {"tag": "billing"},
        "risk_level": Risk.LOW,
        "reversible": True,
    }
    assert measured(memory, a_ticket(99), **boasting) == plain


def test_the_next_of_the_same_kind_is_familiar_though_its_number_is_new():
    signals = measured(a_memory(*tickets()), a_ticket(9876))
    assert signals[SIMILARITY] > 0.95
    assert signals[FAMILIARITY] > 0.95
    assert signals[ACCURACY] == pytest.approx(13 / 14, abs=0.01)


def test_something_else_is_not():
    signals = measured(a_memory(*tickets()), {"account": "A-1", "close": True, "why": "spam reported by the system"})
    assert signals[SIMILARITY] < 0.2
    assert signals[FAMILIARITY] < 0.2


def test_what_is_like_the_wrong_ones_scores_lower_than_what_is_like_the_right_ones():
    refused = [wrong(a_ticket(5_000 + number, "refund", "give the money back at once")) for number in range(6)]
    memory = a_memory(*tickets(), *refused)
    assert measured(memory, a_ticket(4050))[SIMILARITY] > 0.9
    assert measured(memory, a_ticket(4050, "refund", "give the money back at once"))[SIMILARITY] < 0.1


def test_one_rejected_twin_among_many_approved_ones_only_dents_the_trust():
    memory = a_memory(*tickets(40), wrong(a_ticket(4041)))
    assert 0.9 < measured(memory, a_ticket(4042))[SIMILARITY] < 1


def test_too_little_evidence_is_no_signal():
    assert measured(a_memory(), a_ticket()) == {}
    assert measured(a_memory(*tickets(4)), a_ticket()) == {}
    assert measured(a_memory(*(wrong(a_ticket(number)) for number in range(20))), a_ticket()).keys() == {ACCURACY}


def test_another_type_is_another_past():
    memory = a_memory(*tickets())
    assert memory.measure(a_proposal("tag.add", a_ticket()), an_agent(), NOW) == {}


def test_another_agent_has_its_own_record():
    memory = a_memory(*tickets())
    other = memory.measure(a_proposal("ticket.update", a_ticket()), an_agent(id="agt_2"), NOW)
    assert other.keys() == LIKENESS


TOO_MUCH = {"note": " ".join(chr(0x4E00 + number) for number in range(MOST + 1))}


@pytest.mark.parametrize("payload", [{}, [], TOO_MUCH])
def test_what_cannot_be_compared_has_no_likeness(payload):
    """Words of which not all fit are not compared: what was cut off could be what matters."""
    assert measured(a_memory(*tickets()), payload).keys() == {ACCURACY}


def test_trust_fades_without_new_evidence():
    memory = a_memory(*tickets(20))
    fresh = measured(memory, a_ticket())[ACCURACY]
    month = measured(memory, a_ticket(), now=NOW + timedelta(days=20))[ACCURACY]
    assert month < fresh
    assert ACCURACY not in measured(memory, a_ticket(), now=NOW + timedelta(days=90))


def test_a_clock_that_is_behind_makes_nothing_count_double():
    memory = a_memory(*tickets(12))
    assert measured(memory, a_ticket(), now=NOW - timedelta(days=300))[ACCURACY] == pytest.approx(13 / 14)


def test_a_flood_of_good_ones_washes_no_wrong_one_away(monkeypatch):
    monkeypatch.setattr(type_memory, "MOST", {Lesson.GOOD: 20, Lesson.WRONG: 5})
    early = wrong(a_ticket(1, "refund", "pay twice"), age=timedelta(days=3))
    memory = a_memory(early, *tickets(200))
    assert measured(memory, a_ticket(2, "refund", "pay twice"))[SIMILARITY] < 0.1
    kept = memory._types["ticket.update"]._kept
    assert len(kept) == 21
    # What is left of the good ones reaches back an hour, so older wrong ones do not count in a share of right ones.
    assert measured(memory, a_ticket(2))[ACCURACY] == pytest.approx(21 / 22, abs=0.001)


def test_a_good_one_that_is_found_wrong_later_is_wrong():
    good = a_precedent(a_ticket(1), id="act_0", age=timedelta(hours=5))
    bad = wrong(a_ticket(1), id="act_0", age=timedelta(hours=2))
    late = a_memory(*tickets(12), good)
    late.learn([bad])
    late.learn([good])
    assert measured(late, a_ticket()) == measured(a_memory(*tickets(12), bad), a_ticket())
