from __future__ import annotations

import json
from itertools import islice

import pytest

from bot.demo.builtin_actions import BUILTIN
from bot.demo.refunds import refunds
from bot.demo.shop import NotDone, Shop
from bot.demo.tags import tags


def test_a_refund_leaves_the_balance():
    shop = Shop(balance=1000)
    said = shop.carry_out("refund.issue", {"order_id": "A-1", "amount": 900, "currency": "EUR"})
    assert shop.balance == 100
    assert said == "refunded 900.00 EUR for A-1, balance now 100.00"


@pytest.mark.parametrize(
    "payload",
    [
        {"order_id": "A-1", "amount": 1001},
        {"order_id": "A-1", "amount": -1},
        {"order_id": "A-1", "amount": "much"},
        {"order_id": "A-1", "amount": "nan"},
        {"amount": 1},
        [],
        None,
    ],
)
def test_what_cannot_be_paid_leaves_the_balance_as_it_was(payload):
    shop = Shop(balance=1000)
    with pytest.raises(NotDone):
        shop.carry_out("refund.issue", payload)
    assert shop.balance == 1000


def test_no_order_is_paid_back_twice():
    shop = Shop(balance=1000)
    shop.carry_out("refund.issue", {"order_id": "A-1", "amount": 1})
    with pytest.raises(NotDone, match="before"):
        shop.carry_out("refund.issue", {"order_id": "A-1", "amount": 1})


def test_whatever_the_demo_s_agents_mean_to_do_can_be_proposed_and_done():
    shop = Shop()
    for intention in (*BUILTIN, *islice(refunds(), 12), *islice(tags(), 12)):
        assert json.loads(json.dumps(intention.payload)) == intention.payload
        assert 0 <= intention.claims["confidence"] <= 1
        assert shop.carry_out(intention.action_type, intention.payload)
    assert len(BUILTIN) >= 12
