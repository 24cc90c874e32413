"""The card says what would run, who asks and who decided, and nobody's words but ours are markup."""

import pytest
from msgspec.structs import replace

from blocks.card.approval_card import approval_card
from blocks.kit import ids
from blocks.kit.hidden_characters import BADGE
from oversight.action.risk import Risk
from oversight.action.route import Reason
from oversight.action.status import Status
from tests.unit.blocks.actions import HINTS, PAYLOAD, TOKEN, TOM, an_action, decided, edited, every_state
from tests.unit.blocks.slack_rules import all_text, markup, walk

EVIL = "```Approved by @ciso <!channel> <@U0VP> *Risk: none* & done"


def card(action, rung=0):
    return approval_card(action, rung, TOKEN, HINTS)


def buttons(letter):
    return {block["action_id"]: block for block in walk(letter.blocks) if block.get("type") == "button"}


def state(name):
    action, rung = every_state()[name]
    return approval_card(action, rung, TOKEN, HINTS)


def test_the_header_is_the_verb_and_the_values_that_the_policy_names():
    assert card(an_action()).blocks[0]["text"]["text"] == "Issue refund · 900 EUR · A-1"


def test_a_pending_card_has_every_button_with_token_and_version():
    made = buttons(card(an_action()))
    assert list(made) == [ids.APPROVE, ids.MODIFY, ids.REJECT, ids.DETAILS]
    assert {ids.read_button_value(button["value"]) for button in made.values()} == {(TOKEN, 1)}


@pytest.mark.parametrize(("risk", "asks"), [("low", False), ("medium", False), ("high", True), ("critical", True)])
def test_high_risk_asks_back_with_what_would_run(risk, asks):
    approve = buttons(card(an_action(risk=Risk(risk))))[ids.APPROVE]
    assert ("confirm" in approve) is asks
    if asks:
        assert "Issue refund · 900 EUR · A-1" in approve["confirm"]["text"]["text"]


@pytest.mark.parametrize("name", [name for name in every_state() if not name.startswith("pending")])
def test_a_card_that_is_not_open_here_keeps_details_and_of_what_was_released_the_report_of_a_problem(name):
    released = "approved" in name
    assert list(buttons(state(name))) == [ids.DETAILS, *([ids.CARD_MENU] if released else [])]


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


def dates(blocks):
    return [block["fallback"] for block in walk(blocks) if block.get("type") == "date"]


@pytest.mark.parametrize(
    ("name", "words", "date"),
    [
        ("pending", "🟠 High risk · cannot be undone · needs 1 approval · expires ", "2 Mar 2026 10:00 UTC"),
        ("approved", " · decided ", "2 Mar 2026 09:34 UTC"),
        ("timed out", " · ended ", "2 Mar 2026 09:34 UTC"),
        ("cancelled", " · withdrawn ", "2 Mar 2026 09:34 UTC"),
    ],
)
def test_times_are_each_readers_own_and_in_utc_where_slack_converts_nothing(name, words, date):
    letter = state(name)
    assert words in all_text(letter.blocks)
    assert dates(letter.blocks) == [date]
    assert date in letter.text
    assert "UTC" not in all_text(letter.blocks)


def test_a_card_that_was_escalated_away_leads_to_the_new_one():
    letter = state("escalated away")
    route = "The reason is in this card's thread. Decide on the new card in #agent-approvals-leads."
    assert route in all_text(letter.blocks)
    assert route in letter.text


def paragraphs(letter):
    kinds = ("header", "rich_text_section", "rich_text_quote", "context", "actions")
    return [block for block in walk(letter.blocks) if block.get("type") in kinds]


def test_an_ordinary_card_is_read_at_a_glance():
    action = an_action(reasoning="The photo shows a cracked screen. " * 40)
    assert len(paragraphs(card(action))) <= 16
    assert "(+1,1" in all_text(card(action).blocks)
    assert " More in Details." in all_text(card(action).blocks)
    assert len(paragraphs(state("rejected"))) <= 10


def test_a_decided_card_shows_the_beginning_of_the_payload_and_counts_the_rest():
    many = an_action({f"key_{n}": n for n in range(30)} | {"secret": {"card_number": "4111"}})
    told = all_text(card(decided(many, Status.APPROVED)).blocks)
    assert "key_3: \n3" in told
    assert "key_4" not in told
    assert "27 more values are under Details." in told
    assert "Refund order A-1" not in told


def test_changes_by_somebody_else_than_the_decider_are_ascribed():
    smaller = edited(an_action(), PAYLOAD | {"amount": 1})
    own = all_text(card(decided(smaller, Status.MODIFIED)).blocks)
    assert "Changed amount: 900 → 1" in own
    assert "Edited by" not in own
    assert "Edited by Lea Brandt (version 2)" in all_text(card(decided(smaller, Status.REJECTED, TOM)).blocks)


def test_nobody_elses_words_are_markup():
    payload = {EVIL: EVIL, "amount": EVIL, "order_id": EVIL}
    action = an_action(payload, description=EVIL, reasoning=EVIL, on_behalf_of=EVIL, action_type=EVIL)
    letter = card(action)
    assert "ciso" not in markup(letter.blocks)
    assert "ciso" in all_text(letter.blocks)
    assert "<!channel>" not in letter.text
    assert "<@" not in letter.text


def test_the_agents_words_are_quoted_and_marked_as_not_checked():
    letter = card(an_action(description="I am sure", reasoning="The photo shows it"))
    quoted = all_text([block for block in walk(letter.blocks) if block.get("type") == "rich_text_quote"])
    for words in ("I am sure", "The photo shows it"):
        assert words in quoted
        before, _, _ = all_text(letter.blocks).partition(words)
        assert "The agent's own words, not checked" in before
    assert "The agent's own words, not checked: “I am sure" in letter.text


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


def test_text_that_could_pass_for_another_value_is_quoted_and_other_text_is_not():
    payload = {"a": "900", "b": "-1.5e3", "c": "true", "d": "", "e": " x", "f": "2024-05-25", "g": "9:30", "h": 900}
    told = all_text(card(an_action(payload)).blocks)
    for line in ('a: \n"900"', 'b: \n"-1.5e3"', 'c: \n"true"', 'd: \n""', 'e: \n" x"', "f: \n2024-05-25", "g: \n9:30"):
        assert line in told
    assert "h: \n900" in told


def test_many_words_of_why_stand_one_below_the_other():
    lists = [block for block in walk(card(an_action()).blocks) if block.get("type") == "rich_text_list"]
    assert not lists
    action = an_action()
    wordy = tuple(Reason(f"rule_{n}", "The amount is above what one person may pay out") for n in range(4))
    long = card(replace(action, route=replace(action.route, reasons=wordy)))
    (listed,) = [block for block in walk(long.blocks) if block.get("type") == "rich_text_list"]
    assert len(listed["elements"]) == len(wordy)


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
