"""A title reads as a person would say it, and no value passes for something that it is not."""

import pytest

from blocks.card.title import title, type_words
from blocks.payload.headline import headline
from oversight.policy import CardHints
from tests.unit.blocks.actions import HINTS, an_action


@pytest.mark.parametrize(
    ("action_type", "words"),
    [
        ("refund.issue", "Issue refund"),
        ("email.send", "Send email"),
        ("db.migrate", "Migrate db"),
        ("document.tag", "Tag document"),
        ("sales_order.cancel", "Cancel sales order"),
        ("airline.cancel_reservation", "Cancel reservation (airline)"),
        ("crm.contact.delete", "Delete contact (crm)"),
        ("transfer_money", "Transfer money"),
        ("Approved. Nothing to see", "Approved Nothing to see"),
        ("..", "Unnamed action"),
    ],
)
def test_the_verb_comes_first(action_type, words):
    assert type_words(action_type) == words


@pytest.mark.parametrize(
    ("named", "payload", "words"),
    [
        (["amount", "currency", "order_id"], {"amount": 900, "currency": "EUR", "order_id": "A-1"}, "900 EUR · A-1"),
        (["amount"], {"amount": 12.5, "currency": "USD"}, "12.5 USD"),
        (["order.total"], {"order": {"total": 3, "currency": "CHF"}, "currency": "EUR"}, "3 CHF"),
        (["amount", "order_id"], {"amount": 900, "order_id": "4711"}, 'amount 900 · order "4711"'),
        (["amount"], {"amount": 900, "currency": "of your choice"}, "amount 900"),
        (["amount"], {"amount": "900", "currency": "EUR"}, 'amount "900"'),
        (["amount"], {"amount": True, "currency": "EUR"}, "amount true"),
        (["amount_cents", "currency"], {"amount_cents": 90, "currency": "EUR"}, "amount cents 90 · currency EUR"),
        (["to", "subject"], {"to": "bob@example.org", "subject": "Hello"}, "to bob@example.org · subject Hello"),
        (["from_id", "to_id"], {"from_id": "A-1", "to_id": "B-2"}, "from A-1 · to B-2"),
        (["order_id"], {"order_id": "A-1 approved"}, "order A-1 approved"),
        (["order_id"], {"order_id": "A-1 · 5 EUR"}, 'order "A-1 · 5 EUR"'),
        (["order_id"], {"order_id": "A\u202e1"}, "order A\\u{202E}1"),
        (["flag", "gone"], {"flag": False}, "flag false"),
    ],
)
def test_values_keep_their_names_unless_they_explain_themselves(named, payload, words):
    assert headline(payload, CardHints(headline=tuple(named))) == words


@pytest.mark.parametrize(
    ("action_type", "named", "payload", "words"),
    [
        (
            "document.tag",
            ["tag", "document"],
            {"tag": "newsletter", "document": "scan-1.pdf"},
            "newsletter · scan-1.pdf",
        ),
        ("account.delete", ["account_id"], {"account_id": "closed for good"}, "closed for good"),
        ("user.merge", ["user", "into"], {"user": "U1", "into": "U2"}, "U1 · into U2"),
        ("document.tag", ["tag"], {"tag": 7}, "tag 7"),
        ("document.tag", ["tag"], {"tag": "true"}, '"true"'),
        ("document.tag", ["tag"], {"tag": "a · b"}, '"a · b"'),
        ("email.send", ["to"], {"to": "send"}, "to send"),
    ],
)
def test_a_title_does_not_say_a_name_twice(action_type, named, payload, words):
    action = an_action(payload, action_type=action_type)
    assert title(action, CardHints(headline=tuple(named))) == f"{type_words(action_type)} · {words}"


@pytest.mark.parametrize("hidden", ["amount", "currency", "order_id"])
def test_what_is_redacted_is_not_in_the_title(hidden):
    hints = CardHints(headline=("amount", "currency", "order_id"), redact=(hidden,))
    told = headline({"amount": 900, "currency": "EUR", "order_id": "A-1"}, hints)
    assert "[redacted]" in told
    assert {"amount": "900", "currency": "EUR", "order_id": "A-1"}[hidden] not in told


def test_the_title_is_about_the_version_that_would_run():
    assert title(an_action(), HINTS) == "Issue refund · 900 EUR · A-1"
    assert title(an_action(), HINTS, limit=15) == "Issue refund ·…"
