"""The card of a draft: how complete it is, what needs a person, no Approve while something is open."""

import pytest

from blocks.card.approval_card import approval_card
from blocks.card.drafting_words import provenance_words
from blocks.card.thread_reply import thread_reply
from blocks.kit import ids
from blocks.windows.details import details_modal
from oversight.action.draft import Draft
from oversight.action.event_kind import EventKind
from oversight.action.status import Status
from oversight.editing.draft.drafting import NO_WORK, Drafting
from oversight.policy import CardHints
from tests.unit.blocks.actions import HINTS, TOKEN, an_action, an_event, decided
from tests.unit.blocks.drafting.drafts import (
    NO_QUESTIONS,
    NOTES,
    RTL,
    SETTINGS,
    a_drafted,
    all_done,
    finished_action,
    half_done,
    long_block,
    many_blocks,
)
from tests.unit.blocks.slack_rules import all_text, check_message, walk

OPENED_BY_NOBODY = Drafting(SETTINGS)


def card(action, drafting=OPENED_BY_NOBODY, hints=HINTS):
    return approval_card(action, 0, TOKEN, hints, drafting=drafting)


def buttons(shown):
    return {block["action_id"]: block for block in walk(shown.blocks) if block.get("type") == "button"}


def says(shown, *words):
    for word in words:
        assert word in all_text(shown.blocks).replace("\n", "")
        assert word in shown.text


def test_it_says_how_complete_the_draft_is_and_what_needs_a_person():
    shown = card(a_drafted())
    says(shown, "Draft 66% complete", "the agent is sure of 4 of 6 blocks", "4 things still to do")
    says(
        shown,
        "🟡 Uncertain 3 · deprecations",
        "The old export format will be removed in version 3.",
        "Ask the platform",
    )
    says(shown, "⬜ Placeholder 5 · thanks", "Who gets a thank-you", "Names are in the release ticket.")
    assert "faster search" not in all_text(shown.blocks)


def test_editing_is_the_primary_button_and_nobody_approves_what_is_open():
    made = buttons(card(a_drafted()))
    assert list(made) == [ids.EDIT_DRAFT, ids.REJECT, ids.DETAILS]
    assert made[ids.EDIT_DRAFT]["style"] == "primary"


def test_where_nothing_is_open_it_may_be_approved_beside():
    draft = Draft(NOTES.blocks[:2], "$.body")
    made = buttons(card(a_drafted(draft, {"body": draft.text}), NO_WORK))
    assert list(made) == [ids.EDIT_DRAFT, ids.APPROVE, ids.MODIFY, ids.REJECT, ids.DETAILS]
    assert [made[name].get("style") for name in (ids.EDIT_DRAFT, ids.APPROVE)] == ["primary", None]
    other_text = a_drafted(draft, {"body": "something else"})
    assert ids.APPROVE not in buttons(card(other_text, NO_WORK))


def test_an_action_without_a_draft_has_no_such_button():
    assert ids.EDIT_DRAFT not in buttons(approval_card(an_action(), 0, TOKEN, HINTS))


def test_it_says_who_works_on_it_and_how_far_they_are():
    shown = card(a_drafted(), Drafting(SETTINGS, half_done()))
    says(shown, "In work: Lea Brandt, Tom Okafor · 5 of 6 blocks settled", "in a later version.” by Lea Brandt")
    again = card(a_drafted(), Drafting(SETTINGS, all_done()))
    says(again, "👉 Edit the draft to approve it")
    assert "still to do" not in again.text
    assert {block["block_id"] for block in again.blocks}.isdisjoint(block["block_id"] for block in shown.blocks)


def test_when_it_is_finished_the_card_and_the_thread_say_who_wrote_what():
    action = finished_action()
    words = (
        "✍️ 7 blocks: 3 the agent's, 1 an alternative of the agent's, chosen by Lea Brandt, 1 written by Lea Brandt, "
    )
    words += "1 added by Tom Okafor, 1 dropped by Tom Okafor, 1 moved by Tom Okafor"
    assert action.version.draft is not None
    assert provenance_words(action.version.draft) == words
    assert words in all_text(card(action).blocks)
    ended = decided(action, Status.MODIFIED)
    assert words in all_text(card(ended).blocks)
    reply = thread_reply(an_event(EventKind.DECIDED, ended), ended, 0)
    assert words in reply.text
    assert words in all_text(reply.blocks)
    rejected = decided(action, Status.REJECTED, reason="No.")
    assert words not in thread_reply(an_event(EventKind.DECIDED, rejected), rejected, 0).text


def test_what_cards_hide_is_hidden_in_the_draft_too():
    shown = card(a_drafted(), hints=CardHints(redact=("body",)))
    for secret in ("export format", "platform team", "thank-you"):
        assert secret not in all_text(shown.blocks) + shown.text
    says(shown, "Uncertain 3 · deprecations: [redacted]")


def test_where_channels_show_no_arguments_they_show_nothing_of_the_draft():
    shown = card(a_drafted(), hints=CardHints(summary_only=True))
    for secret in ("export format", "platform team", "thank-you", "deprecations"):
        assert secret not in all_text(shown.blocks) + shown.text
    says(shown, "Draft 66% complete", "[redacted]")
    outsider = details_modal(a_drafted(), 1, "meta", CardHints(summary_only=True), [], drafting=OPENED_BY_NOBODY)
    assert "export format" not in all_text(outsider["blocks"])


@pytest.mark.parametrize("draft", [NOTES, RTL, many_blocks(), long_block(), long_block(95_000)])
@pytest.mark.parametrize("drafting", [NO_WORK, Drafting(SETTINGS), Drafting(NO_QUESTIONS)])
def test_every_draft_fits_on_a_card(draft, drafting):
    payload = {f"key_{n}": "v" * 400 for n in range(40)} | {"body": draft.text}
    check_message(card(a_drafted(draft, payload), drafting))


def details(action, drafting):
    """Everything that all pages of the details say."""
    views = [details_modal(action, page, "meta", HINTS, [], drafting=drafting) for page in range(1, 40)]
    return "\n".join(all_text(view["blocks"]) for view in views)


def test_the_whole_draft_is_in_the_details_with_evidence_as_a_claim():
    said = details(a_drafted(), Drafting(SETTINGS, half_done()))
    for block in NOTES.blocks:
        assert block.content in said
        assert all(text in said for text in (*block.alternatives, *block.evidence))
    assert "3 · Evidence, says the agent: " in said
    assert "The draft as people have it now" in said
    assert "in a later version. ⏎" in said
    many = details(a_drafted(many_blocks()), OPENED_BY_NOBODY)
    assert all(block.content in many for block in many_blocks().blocks)


def test_the_final_text_and_who_wrote_it_are_in_the_details():
    said = details(finished_action(), OPENED_BY_NOBODY)
    assert "Ana, Bo and Chi." in said
    assert "3 · deprecations: the agent's alternative 1, chosen by Lea Brandt" in said
    assert "\nadded by Tom Okafor" in said
    assert "looked right, says Lea Brandt" in said
    hidden = details_modal(finished_action(), 1, "meta", CardHints(redact=("body",)), [], drafting=OPENED_BY_NOBODY)
    assert "Ana, Bo and Chi." not in all_text(hidden["blocks"])
