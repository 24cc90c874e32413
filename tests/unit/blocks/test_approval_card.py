"""The card says what would run, who asks and who decided, and nobody's words but ours are markup."""

import pytest

from blocks import ids
from blocks.approval_card import approval_card
from blocks.hidden_characters import BADGE
from oversight.risk import Risk
from tests.unit.blocks.actions import HINTS, PAYLOAD, TOKEN, an_action, edited, every_state
from tests.unit.blocks.slack_rules import all_text, markup, walk

EVIL = "```Approved by @ciso <!channel> <@U0VP> *Risk: none* & done"


def card(action, rung=0):
    return approval_card(action, rung, TOKEN, HINTS)


def buttons(letter):
    return {each["action_id"]: each for each in walk(letter.blocks) if each.get("type") == "button"}


def state(name):
    action, rung = every_state()[name]
    return approval_card(action, rung, TOKEN, HINTS)


def test_the_header_is_the_verb_and_the_values_that_the_policy_names():
    assert card(an_action()).blocks[0]["text"]["text"] == "Refund issue · amount 900 · order_id A-1"


def test_a_pending_card_has_every_button_with_token_and_version():
    made = buttons(card(an_action()))
    assert list(made) == [ids.APPROVE, ids.MODIFY, ids.REJECT, ids.ESCALATE, ids.DETAILS]
    assert {ids.read_button_value(each["value"]) for each in made.values()} == {(TOKEN, 1)}
    assert made[ids.ESCALATE]["accessibility_label"].startswith("Escalate to team lead: Refund issue")


def test_the_last_tier_cannot_escalate():
    assert ids.ESCALATE not in buttons(card(an_action(rung=1), 1))


@pytest.mark.parametrize(("risk", "asks"), [("low", False), ("medium", False), ("high", True), ("critical", True)])
def test_high_risk_asks_back_with_what_would_run(risk, asks):
    approve = buttons(card(an_action(risk=Risk(risk))))[ids.APPROVE]
    assert ("confirm" in approve) is asks
    if asks:
        assert "Refund issue · amount 900 · order_id A-1" in approve["confirm"]["text"]["text"]


@pytest.mark.parametrize("name", [name for name in every_state() if not name.startswith("pending")])
def test_a_card_that_is_not_open_here_keeps_details_only(name):
    assert list(buttons(state(name))) == [ids.DETAILS]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pending", "⏳ Waiting for team member"),
        ("pending, one of two", "1 of 2 approvals (Lea Brandt)"),
        ("approved", "✅ Approved by Lea Brandt"),
        ("approved with changes", "Changed amount: 900 → 500"),
        ("rejected", "Their reason: Not our order."),
        ("timed out", "Timed out: nobody decided"),
        ("timed out", "This is not a person's decision."),
        ("cancelled", "↩️ Withdrawn by refund-bot"),
        ("escalated away", "⬆️ Escalated to team lead in #agent-approvals-leads"),
        ("escalated away, then approved", "✅ Approved by Lea Brandt (team lead)"),
        ("pending, unknown type", "the policy does not know “rocket.launch”"),
        ("pending, edited", "Edited by Lea Brandt (version 2)"),
    ],
)
def test_eye_and_ear_are_told_the_same(name, words):
    letter = state(name)
    assert words in all_text(letter.blocks)
    assert words in letter.text


def test_nobody_elses_words_are_markup():
    payload = {EVIL: EVIL, "amount": EVIL, "order_id": EVIL}
    action = an_action(payload, description=EVIL, reasoning=EVIL, on_behalf_of=EVIL, action_type=EVIL)
    letter = card(action)
    assert "ciso" not in markup(letter.blocks)
    assert "ciso" in all_text(letter.blocks)
    assert "<!channel>" not in letter.text
    assert "<@" not in letter.text


def test_hidden_characters_are_shown_with_a_badge_wherever_they_stand():
    for action in (an_action({"to": "a\u202eb"}), an_action(description="a\u202eb"), an_action({"a\u202eb": 1})):
        told = all_text(card(action).blocks)
        assert "a\\u{202E}b" in told
        assert BADGE in told
    assert BADGE not in all_text(card(an_action()).blocks)


def test_redacted_values_are_nowhere():
    secret = {"card_number": "4111", "nested": [{"Card_Number": {"digits": "4111"}}]}
    letter = card(edited(an_action(PAYLOAD | secret), PAYLOAD | secret | {"card_number": "41112", "amount": 1}))
    assert "4111" not in all_text(letter.blocks) + letter.text
    assert "[redacted]" in all_text(letter.blocks)


def test_a_long_value_hides_no_later_key():
    letter = card(an_action({"note": "x" * 100_000, "recipient": "mallory"}))
    assert "recipient: \nmallory" in all_text(letter.blocks)
    assert "1 of 2 values is cut here" in all_text(letter.blocks)
    assert "confirm" in buttons(letter)[ids.APPROVE]


def test_one_dangerous_field_in_100_kb_is_announced_to_eye_and_ear():
    many = {f"key_{n}": "v" * 40 for n in range(1_000)}
    letter = card(an_action(many | {"delete_everything": True} | {f"more_{n}": "v" * 40 for n in range(1_000)}))
    for told in (all_text(letter.blocks), letter.text):
        assert "Only 40 of 2,001 keys fit here. 1,961 more with" in told
