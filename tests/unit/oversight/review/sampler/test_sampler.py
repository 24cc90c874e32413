"""Each action keeps its base rate, each reason is named, and the order of the candidates changes nothing."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.review.sampler.candidate import Ended, Reviewed
from oversight.review.sampler.draw import day_key, redraw
from oversight.review.sampler.past import Past
from oversight.review.sampler.reason import Why
from oversight.review.sampler.sampler import assess
from oversight.review.sampler.settings import SamplerSettings, SecondLook
from tests.unit.oversight.review.sampler.builders import MONDAY, SECRET, a_candidate, tickets, wrong_ones

HALF = SamplerSettings(0.5)
RATE = SamplerSettings(0.05)
WEEK = timedelta(days=7)


def of(assessment, number):
    """The probability and reasons of one candidate."""
    place = assessment.action_ids.index(f"act_{number:026}")
    return float(assessment.fitted.probabilities[place]), assessment.why(place)


def settled_past(count=200):
    return tuple(a_candidate(number, at=MONDAY - WEEK + timedelta(minutes=number)) for number in range(count))


def among(*odd, past=(), many=200, **settings):
    """The assessment of these among many alike."""
    alike = [a_candidate(number) for number in range(1_000, 1_000 + many)]
    chosen = SamplerSettings(**{"base_rate": 0.05, **settings})
    return assess([*alike, *odd], chosen, past or Past(rows=settled_past()), since=MONDAY, until=MONDAY + WEEK)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"in_shadow": True}, Why.SHADOW),
        ({"confidence": 0.4}, Why.LOW_CONFIDENCE),
        ({"by_standing": True, "is_first_use": True}, Why.FIRST_USE),
        ({"payload": {}}, Why.DEGENERATE),
    ],
)
def test_what_is_certain_is_drawn_whatever_the_rate_and_the_budget(fields, why):
    for base_rate, budget in ((0.0, None), (0.0, 0.001), (1.0, 0.001)):
        done = assess([a_candidate(**fields)], SamplerSettings(base_rate, budget_minutes=budget))
        assert of(done, 1) == (1.0, (why, *of(done, 1)[1][1:]))
        assert [pick.rule for pick in done.draw(SECRET)] == [why.value]


def test_alike_ones_keep_the_base_rate():
    alike = [a_candidate(number, at=MONDAY) for number in range(100, 300)]
    done = assess(alike, RATE, Past(rows=(replace(alike[0], action_id="act_0"),)))
    assert set(done.fitted.probabilities) == {0.05}
    assert of(done, 100)[1] == (Why.BASE_RATE,)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"confidence": 0.7}, Why.UNCANNY_VALLEY),
        ({"payload": {"ticket": "T-1", "tag": "bug", "more": 1}}, Why.NOVEL),
        ({"payload": {"ticket": 1, "tag": "bug"}}, Why.NOVEL),
        ({"payload": {"ticket": "Ж-1", "tag": "bug"}}, Why.NOVEL),
        ({"agent_id": "agt_new"}, Why.NEW_AGENT),
        ({"key": "new"}, Why.NEW_KEY),
        ({"policy_hash": "new"}, Why.NEW_POLICY),
        ({"unclear_checks": 1}, Why.NEARLY_FAILED),
        ({"payload": {"ticket": "T-1001", "tag": "other"}}, Why.CONTRADICTS),
    ],
)
def test_what_is_raised_is_likelier_and_says_why(fields, why):
    done = among(a_candidate(1, **fields))
    probability, reasons = of(done, 1)
    assert why in reasons
    assert reasons[-1] is Why.BASE_RATE
    assert 0.05 < probability <= 1


def test_a_category_that_was_never_there_is_new():
    past = Past(rows=tuple(a_candidate(n, payload={"tag": ("bug", "bill")[n % 2]}) for n in range(200)))
    done = assess([a_candidate(1_001, payload={"tag": "law"}), a_candidate(1_002, payload={"tag": "bug"})], RATE, past)
    assert Why.NOVEL in of(done, 1_001)[1]
    assert Why.NOVEL not in of(done, 1_002)[1]


def test_too_few_of_a_type_are_looked_at_more():
    done = assess([a_candidate(number) for number in range(10)], RATE)
    assert all(Why.FEW_SEEN in of(done, number)[1] for number in range(10))
    assert done.fitted.probabilities.sum() > 10 * 0.05


def test_the_first_of_a_type_from_an_agent():
    past = Past(rows=tuple(a_candidate(number, action_type="other.type") for number in range(100)))
    done = assess([a_candidate(1), a_candidate(2)], RATE, past)
    assert Why.FIRST_OF_KIND in assess([a_candidate(1)], RATE, Past(rows=settled_past()[:1])).reasons
    assert not done.reasons[Why.NEW_AGENT].any()


def test_only_the_first_twenty_of_a_new_agent_are_raised():
    fresh = [a_candidate(number, agent_id="agt_new") for number in range(1, 41)]
    done = among(*fresh)
    raised = [number for number in range(1, 41) if Why.NEW_AGENT in of(done, number)[1]]
    assert raised == list(range(1, 21))


def test_an_hour_full_of_failures_is_raised_and_the_hours_beside_it_are_not():
    bad = [a_candidate(n, at=MONDAY + timedelta(hours=30, minutes=n), failed=n % 2 == 0) for n in range(1, 41)]
    good = [a_candidate(n, at=MONDAY + timedelta(hours=n)) for n in range(100, 125)]
    done = among(*bad, *good)
    assert all(Why.DEGRADED in of(done, number)[1] for number in range(1, 30))
    assert Why.DEGRADED not in of(done, 100)[1]


def test_an_hour_of_slow_agents_and_an_hour_of_repeats_are_raised():
    slow = [a_candidate(n, at=MONDAY + timedelta(hours=30, minutes=n), seconds=60.0) for n in range(1, 11)]
    again = [
        a_candidate(n, at=MONDAY + timedelta(hours=50, minutes=n - 20), payload={"ticket": "T-9", "tag": "bug"})
        for n in range(20, 41)
    ]
    past = Past(rows=tuple(a_candidate(n, seconds=2.0, at=MONDAY - WEEK + timedelta(minutes=n)) for n in range(200)))
    done = among(*slow, *again, past=past)
    assert all(Why.DEGRADED in of(done, number)[1] for number in (1, 10, 21, 40))


def test_what_people_decided_is_drawn_at_rates_of_its_own_and_raised_by_nothing():
    rates = SecondLook(approved=0.2, rejected=0.4, auto_rejected=0.6)
    many = [
        a_candidate(number, ended=ended, confidence=0.1, payload={})
        for ended, start in ((Ended.APPROVED, 0), (Ended.REJECTED, 1_000), (Ended.AUTO_REJECTED, 2_000))
        for number in range(start, start + 1_000)
    ]
    done = assess(many, SamplerSettings(0.9, second_look=rates, budget_minutes=1e6))
    assert [of(done, number) for number in (0, 1_000, 2_000)] == [
        (rate, (Why.SECOND_LOOK,)) for rate in (0.2, 0.4, 0.6)
    ]
    assert not len(assess(many, SamplerSettings(0.9)).draw(SECRET))


def test_everything_like_an_incident_is_looked_at_and_nothing_else():
    incident = a_candidate(1)
    done = among(
        a_candidate(2),
        a_candidate(3, agent_id="agt_2"),
        a_candidate(4, payload={"quite": "another", "thing": [1, 2, 3], "with": {"more": True}}),
        past=Past(rows=settled_past(), incidents=(incident,)),
    )
    assert of(done, 2)[0] == 1.0
    assert Why.LIKE_INCIDENT in of(done, 2)[1]
    assert Why.LIKE_INCIDENT not in of(done, 3)[1]
    assert Why.LIKE_INCIDENT not in of(done, 4)[1]


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=30), st.integers(1, 100))
@settings(max_examples=30, deadline=None)
def test_money_is_drawn_at_least_in_proportion_and_above_one_nth_for_certain(amounts, picks):
    many = [a_candidate(number, payload={"amount": amount}) for number, amount in enumerate(amounts)]
    chosen = SamplerSettings(0.01, amounts={"ticket.tag": "amount"}, money_picks=picks)
    done = assess(many, chosen, Past(last_week={"ticket.tag": 1e6}))
    for number, amount in enumerate(amounts):
        probability, reasons = of(done, number)
        assert probability >= min(1.0, picks * amount / 1e6) * (1 - 1e-12)
        if amount >= 1e6 / picks:
            assert (probability, reasons[0]) == (1.0, Why.MONEY)


def test_money_is_measured_against_the_week_before():
    before = tuple(
        a_candidate(number, at=MONDAY - timedelta(days=days), payload={"amount": 500.0})
        for number, days in ((1, 1), (2, 6), (3, 8))
    )
    chosen = SamplerSettings(0.01, amounts={"ticket.tag": "amount"}, money_picks=10)
    now = [a_candidate(4, payload={"amount": 30}), a_candidate(5, payload={"amount": 100})]
    done = assess(now, chosen, Past(rows=before), since=MONDAY, until=MONDAY + WEEK)
    assert of(done, 4)[0] >= 0.3
    assert of(done, 5)[0] == 1.0


@pytest.mark.parametrize(
    "payload", [{"amount": "12"}, {"sum": 1}, {"amount": None}, {"amount": True}, [1], {"amount": math.nan}]
)
def test_an_amount_that_cannot_be_read_is_certain(payload):
    chosen = SamplerSettings(0.01, amounts={"ticket.tag": "amount"})
    assert of(assess([a_candidate(1, payload=payload)], chosen), 1)[0] == 1.0


def test_standing_approvals_are_drawn_at_their_own_rate_and_never_less_than_the_base_rate():
    for base, standing, rate in ((0.05, 0.2, 0.2), (0.3, 0.2, 0.3), (0.0, 0.0, 0.0)):
        done = among(a_candidate(1, by_standing=True), base_rate=base, standing_rate=standing)
        assert of(done, 1)[0] >= rate


def test_what_is_like_what_was_wrong_is_raised():
    many = tickets(3_000, 1)
    wrong = wrong_ones(many, "category (a rare one)", 1)
    past, now = many[:2_000], many[2_000:]
    reviewed = tuple(Reviewed(ticket, ticket.action_id in wrong) for ticket in past[:1_000])
    done = assess(now, SamplerSettings(0.01), Past(rows=tuple(past), reviewed=reviewed))
    polish = [n for n, ticket in enumerate(now) if ticket.payload["language"] == "pl"]
    share = done.fitted.probabilities[polish].mean() / done.fitted.probabilities.mean()
    assert share > 5
    named = [n for n in polish if Why.LEARNED_RISK in done.why(n)]
    assert len(named) > len(polish) / 2


def test_a_budget_that_is_too_small_never_cuts_the_base_rate_and_says_what_is_missing():
    done = among(base_rate=0.1, budget_minutes=10.0)
    assert set(done.fitted.probabilities) == {0.1}
    assert done.fitted.missing_minutes == pytest.approx(200 * 0.1 * 1.8 - 10)


def test_minutes_are_those_of_past_reviews():
    done = among(past=Past(rows=settled_past(), minutes={"ticket.tag": 4.0}), budget_minutes=80.0)
    assert done.fitted.minutes == pytest.approx(80, rel=1e-4)
    assert done.fitted.probabilities.sum() == pytest.approx(20, rel=1e-4)


def test_no_candidates_no_picks():
    done = assess([], HALF, Past(rows=settled_past()))
    assert done.draw(SECRET) == ()
    assert done.expected() == {}


def test_an_auditor_with_a_days_key_repeats_that_day():
    done = assess(tickets(2_000, 3), SamplerSettings(0.05))
    picks = {pick.action_id: pick for pick in done.draw(SECRET)}
    for place, action_id in enumerate(done.action_ids):
        day = date(1970, 1, 1) + timedelta(days=int(done.days[place]))
        drawn = redraw(day_key(SECRET, day), action_id, float(done.fitted.probabilities[place]))
        assert drawn == (action_id in picks)


@pytest.mark.exhaustive
@given(st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_the_same_candidates_give_the_same_answer_in_any_order(chance):
    many = tickets(400, 5)
    past = tickets(300, 6)
    wrong = wrong_ones(past, "agent (a rare one)", 6)
    shuffled, before = random.Random(chance.random()).sample(many, len(many)), random.Random(1).sample(past, len(past))
    budget = SamplerSettings(0.02, budget_minutes=60)

    def drawn(candidates, rows):
        reviewed = tuple(Reviewed(row, row.action_id in wrong) for row in rows[:150])
        return assess(candidates, budget, Past(rows=tuple(rows), reviewed=reviewed)).draw(SECRET)

    assert drawn(many, past) == drawn(shuffled, past)
    assert {p.action_id for p in assess(many, budget, Past(rows=tuple(past))).draw(SECRET)} == {
        p.action_id for p in assess(shuffled, budget, Past(rows=tuple(before))).draw(SECRET)
    }


@pytest.mark.exhaustive
def test_the_draw_is_as_frequent_as_the_probabilities_say():
    done = assess(tickets(5_000, 7), SamplerSettings(0.02, budget_minutes=1_000))
    expected = done.fitted.probabilities.sum()
    spread = math.sqrt((done.fitted.probabilities * (1 - done.fitted.probabilities)).sum())
    counts = [len(done.draw(b"key %d" % number)) for number in range(20)]
    assert abs(sum(counts) / 20 - expected) < 4 * spread / math.sqrt(20)


def test_what_is_expected_adds_up():
    done = assess(tickets(2_000, 8), SamplerSettings(0.02, budget_minutes=200))
    expected = done.expected()
    assert sum(count for count, _ in expected.values()) == pytest.approx(done.fitted.probabilities.sum())
    assert sum(minutes for _, minutes in expected.values()) == pytest.approx(done.fitted.minutes)
    assert Why.ANOMALY in expected
