"""Who allows what looks like an action reads exactly what will pass, and Slack takes whatever that is."""

import dataclasses
import json
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from blocks.card.approval_card import approval_card
from blocks.home.home import home
from blocks.kit import ids
from blocks.standing.approval import (
    home_standing,
    revoked_answer,
    standing_ended_message,
    standing_list,
    standing_message,
)
from blocks.standing.choices_modal import Caps, allow_similar_modal, offered
from blocks.standing.confirm_modal import Prospect, standing_modal
from blocks.standing.past_values import PastValues
from blocks.standing.words import differing, fixed, summary
from oversight.action.status import Status
from oversight.standing.choices import Choices, json_values
from tests.examples import examples
from tests.unit.blocks.actions import HINTS, NOW, PAYLOAD, TOKEN, an_action, decided, payloads
from tests.unit.blocks.slack_rules import check_message, check_view, walk
from tests.unit.blocks.standing.approvals import CHOICES, RULE, WEEK, an_approval, every_approval

CAPS = Caps(WEEK, 50)
SECRET = "4111 1111 1111 1111"
PROSPECT = Prospect(RULE, NOW + WEEK, 0.2, 37, 12)
SHOWN = (CHOICES, dataclasses.replace(PROSPECT, rule="size(payload) == 2"))
many = settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def words(view):
    return " ".join(str(part["text"]) for part in walk(view) if isinstance(part.get("text"), str))


def block(view, block_id):
    return next(found for found in view["blocks"] if found["block_id"] == block_id)


def chosen(view, block_id):
    return block(view, block_id)["element"]["initial_option"]["value"]


def test_only_the_card_of_what_can_be_allowed_offers_it():
    action = decided(an_action(), Status.APPROVED)
    for similar in (True, False):
        letter = approval_card(action, 0, TOKEN, HINTS, similar=similar)
        found = [part for part in walk(letter.blocks) if part.get("action_id") == ids.ALLOW_SIMILAR]
        assert len(found) == similar
    waiting = approval_card(an_action(), 0, TOKEN, HINTS, similar=True)
    assert ids.ALLOW_SIMILAR not in json.dumps(waiting.blocks)


def test_nothing_larger_than_what_was_approved_passes_without_typing():
    payload = {"amount": 75.5, "item_count": 1e21, "refund": -3}
    view = allow_similar_modal(an_action(payload), "meta", CAPS)
    initial = [block(view, ids.bound_block(index))["element"].get("initial_value") for index in range(3)]
    assert initial == ["75.5", "1000000000000000000000", None]
    assert "initial_options" not in json.dumps(view)
    check_view(view)


@pytest.mark.parametrize("name", ["to_account", "user", "zip", "port", "min_amount", "price", "discount", "account"])
def test_a_number_of_which_less_is_something_else_stays_as_it_is(name):
    view = allow_similar_modal(an_action({name: 8_080}), "meta", CAPS)
    assert "initial_value" not in block(view, ids.bound_block(0))["element"]


def test_what_is_below_a_hidden_key_is_one_thing():
    action = an_action({"note": "hi", "card_number": {"hunter2": "x", "pins": [1, 2]}})
    first, second = allow_similar_modal(action, "meta", CAPS, HINTS), standing_modal(action, *SHOWN, "meta", HINTS)
    for view in (first, second):
        assert "hunter2" not in json.dumps(view)
        assert "pins" not in json.dumps(view)
    assert "card_number: exactly as approved (hidden on cards)" in words(second)
    opened = replace(CHOICES, bounds={"$.card_number.pins[0]": 7}, free=frozenset({"$.card_number.hunter2"}))
    assert summary(an_approval(choices=opened), HINTS).startswith(
        "card_number at most a bound (hidden on cards), any card_number"
    )


def test_no_two_boxes_look_alike():
    start = "k" * 75
    action = an_action({f"{start}a": "x", f"{start}b": "y", "short": "z", f"{start}c": 1})
    numbers, texts = offered(action, HINTS)
    assert [field.path for _, field in texts] == ["$.short"]
    assert numbers == []
    assert "3 more values stay exactly as approved" in words(allow_similar_modal(action, "meta", CAPS, HINTS))


@pytest.mark.parametrize(
    ("sampled", "said"),
    [
        (None, "none is reviewed afterwards, because the policy has no digest"),
        (0.0, "the first is reviewed afterwards"),
        (0.2, "the first and 20% of the others are reviewed afterwards"),
        (1.0, "all are reviewed afterwards"),
    ],
)
def test_who_looks_afterwards_is_said_as_it_is(sampled, said):
    view = standing_modal(an_action(), CHOICES, dataclasses.replace(PROSPECT, sampled=sampled), "meta", HINTS)
    assert said in words(view)


@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (Caps(timedelta(days=30), 500), (7 * 86_400, 50)),
        (Caps(timedelta(days=2), 7), (2 * 86_400, 7)),
        (Caps(timedelta(minutes=5), 1), (300, 1)),
    ],
)
def test_a_week_and_fifty_times_unless_the_policy_allows_less(caps, expected):
    view = allow_similar_modal(an_action(), "meta", caps)
    assert (int(chosen(view, ids.LASTING_BLOCK)), int(chosen(view, ids.USES_BLOCK))) == expected
    for name, most in ((ids.LASTING_BLOCK, caps.lasts.total_seconds()), (ids.USES_BLOCK, caps.uses)):
        assert max(int(option["value"]) for option in block(view, name)["element"]["options"]) == most
    check_view(view)


def test_what_no_card_shows_is_in_neither_window():
    action = an_action({**PAYLOAD, "payment": {"card_number": 4111}})
    first = allow_similar_modal(action, "meta", CAPS, HINTS, PastValues([PAYLOAD] * 5))
    assert SECRET not in json.dumps(first)
    assert "4111" not in json.dumps(first)
    assert "hidden on cards" in words(first)
    second = standing_modal(action, CHOICES, PROSPECT, "meta", HINTS)
    assert SECRET not in json.dumps(second)
    assert "4111" not in json.dumps(second)


def test_what_may_differ_is_said_before_what_may_not():
    assert differing(PAYLOAD, CHOICES, HINTS) == ["order_id: any text", "amount: from 0 to 900"]
    assert fixed(PAYLOAD, CHOICES, HINTS) == [
        "currency: exactly EUR",
        "card_number: exactly as approved (hidden on cards)",
    ]
    said = words(standing_modal(an_action(), CHOICES, PROSPECT, "meta", HINTS))
    for sentence in ("order_id: any text", "amount: from 0 to 900", "currency: exactly EUR", "50 times at most", RULE):
        assert sentence in said
    assert "12 look like this" in said


def test_a_shape_that_nothing_will_fit_is_said_before_it_is_saved():
    said = words(standing_modal(an_action(), CHOICES, dataclasses.replace(PROSPECT, fitting=1), "meta", HINTS))
    assert "none but the approved one fits" in said


def test_the_past_helps_to_choose():
    past = PastValues([{"amount": n, "order_id": f"A-{n}", "currency": "EUR"} for n in range(12)])
    said = words(allow_similar_modal(an_action(), "meta", CAPS, HINTS, past))
    assert "Largest of the last 12: 11" in said
    assert "12 different ones in the last 12" in said
    assert "the same in the last 12" in said


def test_who_reads_a_list_reads_what_passes():
    assert summary(an_approval(), HINTS) == "amount at most 900, any order_id; all else exactly as approved"
    letter = standing_list([an_approval(uses=3)], {"refund.issue": HINTS})
    check_message(letter)
    for sentence in ("Issue refund · refund-bot", "any order_id", "3 of 50 used", "Lea Brandt"):
        assert sentence in letter.text


def test_what_the_policy_switched_off_is_not_said_to_run():
    letter = standing_message(an_approval(), NOW, HINTS, is_on=False)
    check_message(letter)
    assert "switched off by the policy" in letter.text
    assert ids.REVOKE_STANDING not in json.dumps(letter.blocks)


def test_a_list_of_long_ones_is_within_slacks_limits():
    long = replace(CHOICES, free=frozenset(f"$.{n}{'<' * 90}" for n in range(9)))
    letter = standing_list([an_approval(choices=long, agent_name="&" * 200)] * 40, {})
    check_message(letter)
    assert "more; `sayso standing list`" in words(letter.blocks)
    check_message(standing_message(an_approval(choices=long, agent_name="&" * 200), NOW))


def test_what_a_line_cannot_hold_is_counted():
    many_free = replace(CHOICES, free=frozenset(f"$.text_{n}" for n in range(9)))
    said = summary(an_approval(choices=many_free), HINTS)
    assert said.endswith("any text_4, and 4 more values; all else exactly as approved")


@pytest.mark.parametrize(("name", "approval"), every_approval().items(), ids=every_approval())
def test_every_state_has_words(name, approval):
    letter = standing_message(approval, NOW, HINTS)
    check_message(letter)
    revocable = ids.REVOKE_STANDING in json.dumps(letter.blocks)
    assert revocable == approval.stands(NOW)
    if not revocable:
        check_message(standing_ended_message(approval, NOW))
        assert "asks a person again" in standing_ended_message(approval, NOW).text
    assert revoked_answer(approval)


@pytest.mark.parametrize("waiting", [0, 3, 60])
@pytest.mark.parametrize("allowed", [0, 1, 40])
def test_the_home_tab_holds_both_lists(waiting, allowed):
    view = home([an_action()] * waiting, standing=[an_approval()] * allowed)
    check_view(view)
    assert bool(home_standing([an_approval()] * allowed, {})) == bool(allowed)
    check_message(standing_list([an_approval()] * allowed, {}))


@pytest.mark.exhaustive
@many
@given(payloads(), st.data())
def test_both_windows_are_within_slacks_limits(payload, data):
    action = an_action(payload)
    past = PastValues([payload] * data.draw(st.integers(0, 4)))
    check_view(allow_similar_modal(action, "meta", CAPS, HINTS, past))
    numbers, texts = offered(action, HINTS)
    opened = data.draw(st.sets(st.sampled_from([field.path for _, field in texts]))) if texts else set()
    choices = Choices(WEEK, 50, {field.path: field.value for _, field in numbers}, frozenset(opened))
    check_view(standing_modal(action, choices, PROSPECT, "meta", HINTS))
    assert len({field.path for field in json_values(payload)}) == len(list(json_values(payload)))
