"""The window of a draft shows everything, within Slack's limits, and every text comes back byte for byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.drafting.over_window import over_window
from blocks.drafting.parts import as_entered, parts, read_parts
from blocks.drafting.shown_draft import ShownDraft, Tab
from blocks.drafting.window import draft_window, first_open_page, page_about, still_open_words
from blocks.kit import ids, limits
from oversight.action.draft import Block, Draft
from oversight.editing.draft.aside import kept_aside
from oversight.editing.draft.change import Add, Drop, Write
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.work import Hand
from oversight.policy.draft_settings import DraftSettings
from tests.unit.blocks.actions import HINTS, LEA, NOW, TOM
from tests.unit.blocks.drafting.drafts import (
    ASKED,
    NO_QUESTIONS,
    NOTES,
    RTL,
    SETTINGS,
    SURE,
    UNSURE,
    a_drafted,
    all_done,
    begun,
    finished_action,
    half_done,
    long_block,
    many_blocks,
    worked,
)
from tests.unit.blocks.slack_rules import all_text, check_view, walk


def shown(draft=NOTES, work=None, settings=SETTINGS, reader="U0LEA", **fields):
    work = begun(draft, settings) if work is None else work
    return ShownDraft(a_drafted(draft), draft, settings, work, reader, b"secret", **fields)


def window(one, tab=Tab.TODO, page=1, notice=""):
    view = draft_window(one, tab, page, "meta", HINTS, notice=notice)
    check_view(view)
    return view


def every_page(one, tab):
    """All pages of this side, each checked."""
    first = window(one, tab)
    said = all_text(first["blocks"])
    count = int(said.rsplit("page 1 of ", 1)[1].split("\n")[0]) if "page 1 of " in said else 1
    return [first, *(window(one, tab, number) for number in range(2, count + 1))]


def inputs(views):
    """The text in the inputs of these windows, by block of the draft."""
    found: dict[str, list[str]] = {}
    for view in views:
        for block in view["blocks"]:
            if read := ids.read_draft_text_block(block["block_id"]):
                found.setdefault(read[0], []).append(block["element"].get("initial_value", ""))
    return found


def words(view):
    return all_text(view["blocks"]).replace("\n", " ")


def test_what_is_opened_has_an_input_and_what_is_sure_has_none():
    assert inputs(every_page(shown(settings=NO_QUESTIONS), Tab.TODO)) == {"b2": [NOTES.blocks[2].content], "b4": [""]}
    assert inputs([window(shown(), Tab.WHOLE)]) == {}


def test_the_agent_s_words_stand_beside_the_input_as_claims():
    said = words(window(shown()))
    assert "The agent notes: The ticket says “maybe version 3”." in said
    assert "Evidence, says the agent: https://tracker.example.com/4711" in said
    assert "Who gets a thank-you in this release?" in said
    assert "4 things still to do" in said


def test_alternatives_are_shown_whole_with_a_radio_button_each():
    view = window(shown())
    radio = next(block for block in walk(view["blocks"]) if block.get("action_id") == ids.DRAFT_CHOOSE)
    assert sorted(option["value"] for option in radio["options"]) == ["0:0", "1:0", "2:0"]
    assert radio["initial_option"]["value"] == "0:0"
    for text in NOTES.blocks[2].alternatives:
        assert text in words(view)


def test_the_points_are_asked_one_by_one():
    said = words(window(shown()))
    assert "👉 Does the text have this: “how to upgrade”?" in said
    done = words(window(shown(work=all_done())))
    assert "👉" not in done
    assert "It is there, says Lea Brandt" in done
    assert "ready to be approved" in done


def test_the_block_of_the_spot_check_says_so_and_can_be_answered():
    one = shown()
    assert one.work.spot is not None
    view = window(one)
    assert "Opened: a spot check of what the agent is sure of." in words(view)
    buttons = [block for block in walk(view["blocks"]) if block.get("action_id") == ids.DRAFT_RIGHT]
    assert f"{one.work.spot}:0" in [button["value"] for button in buttons]


def test_a_text_that_came_too_late_is_shown_to_its_writer_alone():
    mine, theirs = (words(window(shown(work=half_done(), reader=user))) for user in ("U0TOM", "U0LEA"))
    assert "It goes away in version 4, says Tom." in mine
    assert "Put mine there" in mine
    assert "It goes away in version 4, says Tom." not in theirs


def test_it_says_who_else_works_on_it():
    assert "✏️ Tom Okafor worked on it" in words(window(shown(work=half_done())))
    assert "worked on it" not in words(window(shown()))


def test_the_whole_draft_has_each_block_in_order_with_what_can_be_done():
    view = window(shown(work=all_done(), also=frozenset({"b1"})), Tab.WHOLE)
    said = words(view)
    order = [
        said.index(text) for text in ("faster search", "To upgrade, press Update.", "format will be removed in a later")
    ]
    assert order == sorted(order)
    assert inputs([view]) == {"b1": [NOTES.blocks[1].content]}
    pressed = [block.get("action_id") for block in walk(view["blocks"]) if block.get("type") in ("button", "overflow")]
    assert pressed.count(ids.DRAFT_ALSO) == 5
    assert pressed.count(ids.DRAFT_RESTORE) == 1
    assert pressed.count(ids.DRAFT_MENU) == 7


def test_the_preview_is_the_text():
    one = shown(work=all_done())
    sections = [
        block["text"]["text"]
        for view in every_page(one, Tab.PREVIEW)
        for block in view["blocks"]
        if block["type"] == "section"
    ]
    assert "".join(sections) == final_text(NOTES, one.work)


@pytest.mark.parametrize("draft", [NOTES, RTL, many_blocks(), long_block(), long_block(95_000)], ids=range(5))
@pytest.mark.parametrize("tab", Tab)
def test_every_draft_is_shown_within_slack_s_limits(draft, tab):
    one = shown(draft)
    views = every_page(one, tab)
    if tab is Tab.TODO:
        texts = {block: "".join(texts) for block, texts in inputs(views).items()}
        assert texts == {piece.id: piece.text for piece in one.work.pieces if piece.id in texts}
        assert {opened.block for opened in one.work.opened} == set(texts)
    if tab is Tab.WHOLE:
        edited = shown(draft, also=frozenset(piece.id for piece in one.work.pieces))
        texts = {block: "".join(texts) for block, texts in inputs(every_page(edited, tab)).items()}
        assert texts == {piece.id: piece.text for piece in one.work.pieces}


@pytest.mark.parametrize("text", ["é" * 49_000, "&" * 90_000, '"\n' * 45_000, "😀" * 24_000])
def test_a_block_that_no_window_can_hold_says_so_and_the_others_can_be_edited(text):
    draft = Draft((Block(UNSURE, text), Block(ASKED, "And then?")))
    views = every_page(shown(draft), Tab.TODO)
    said = " ".join(map(words, views))
    if "too large for a window" in said:
        assert set(inputs(views)) == {"b1"}
    else:
        assert "".join(inputs(views)["b0"]) == text


@pytest.mark.parametrize("draft", [NOTES, many_blocks(), long_block()], ids=range(3))
def test_what_is_left_after_the_end_can_be_read_and_not_sent(draft):
    late = kept_aside(begun(draft), [Write("b0", 0, "x\n" * 20_000), Write("b1", 0, "late")], Hand(LEA, NOW))
    views = [over_window(shown(draft, late), "Approved by Tom.", page, "meta", HINTS) for page in range(1, 12)]
    for view in views:
        check_view(view)
        assert "submit" not in view
    said = " ".join(map(words, views))
    assert "Approved by Tom." in said
    assert "What you wrote and is not in the text" in said
    assert "late" in said
    assert "late" not in words(over_window(shown(draft, late, reader="U0TOM"), "Approved.", 1, "meta", HINTS))


def test_what_was_saved_and_not_used_is_left_too():
    action = finished_action()
    work = worked(NOTES, all_done(), Write("b4", 1, "Only Chi."), by=LEA)
    one = ShownDraft(action, NOTES, SETTINGS, work, "U0LEA", b"secret")
    said = words(over_window(one, "Approved.", 1, "meta", HINTS))
    assert "Only Chi." in said
    assert "The final text" in said


def test_what_somebody_else_dropped_is_left_for_its_writer():
    action = finished_action()
    work = worked(NOTES, worked(NOTES, all_done(), Write("b4", 1, "Only Chi."), by=LEA), Drop("b4"), by=TOM)
    one = ShownDraft(action, NOTES, SETTINGS, work, "U0LEA", b"secret")
    assert "Only Chi." in words(over_window(one, "Approved.", 1, "meta", HINTS))
    other = ShownDraft(action, NOTES, SETTINGS, work, "U0TOM", b"secret")
    assert "Only Chi." not in words(over_window(other, "Approved.", 1, "meta", HINTS))


def test_pages_follow_what_is_open_and_what_was_moved():
    draft = many_blocks()
    one = shown(draft, settings=NO_QUESTIONS)
    assert first_open_page(one) == 1
    placeholders = [opened.block for opened in one.work.opened if draft.blocks[int(opened.block[1:])].type is ASKED]
    most = worked(draft, one.work, *(Write(block, 0, "Done.") for block in placeholders[:-1]))
    last = shown(draft, most, NO_QUESTIONS)
    view = window(last, page=first_open_page(last))
    assert placeholders[-1] in inputs([view])
    assert page_about(last, Tab.WHOLE, "b199") == 17
    assert "and 31 more" in still_open_words(one)


def test_an_input_that_stays_keeps_its_id_and_a_new_text_gets_a_new_one():
    work = worked(NOTES, begun(), Write("b2", 0, "New."))
    fresh, kept = shown(work=work), shown(work=work, drawn={"b2": 0})
    assert ids.draft_text_block("b2", 1, 0) in [block["block_id"] for block in window(fresh)["blocks"]]
    assert ids.draft_text_block("b2", 0, 0) in [block["block_id"] for block in window(kept)["blocks"]]


def test_a_notice_lists_what_is_still_to_do():
    one = shown()
    said = words(window(one, notice=f"⚠️ Not approved yet.\n{still_open_words(one)}"))
    assert "write “Who gets a thank-you in this release?”, or drop that block" in said


def test_dropped_and_added_blocks_are_shown():
    work = worked(NOTES, begun(), Drop("b2"), Add("b0"))
    said = words(window(shown(work=work)))
    assert "dropped by Lea Brandt" in said
    assert "Put it back" in said
    assert "added by Lea Brandt" in words(window(shown(work=work), Tab.WHOLE))


TEXTS = st.text(
    st.sampled_from("ab \n\r\0&<é😀\u200d\u202eش") | st.characters(exclude_categories=["Cs"]), max_size=2_000
)


@given(TEXTS, st.integers(1, 4))
def test_a_text_that_nobody_touched_comes_back_byte_for_byte(some, times):
    text = some * times
    drawn = parts(text)
    assert "".join(drawn) == text
    assert all(len(part) <= limits.INPUT_VALUE for part in drawn)
    assert read_parts([as_entered(part) for part in drawn], text) == text


@given(TEXTS, st.data())
def test_an_edit_of_one_part_changes_that_part_alone(text, data):
    drawn = parts(text * 3)
    at = data.draw(st.integers(0, len(drawn) - 1))
    entered = [as_entered(part) for part in drawn]
    entered[at] += "!"
    assert read_parts(entered, text * 3) == "".join([*drawn[:at], entered[at], *drawn[at + 1 :]])


@given(TEXTS, st.integers(1, 4))
def test_a_client_that_trims_inputs_loses_nothing_between_their_parts(some, times):
    text = (some or "x") * times * 2
    drawn = parts(text)
    trimmed = [as_entered(part).strip() for part in drawn]
    if any(drawn_part != drawn_part.strip() for drawn_part in drawn):
        assert read_parts(trimmed, text) == text
        trimmed[0] += "!"
        edge = drawn[0][len(drawn[0].rstrip()) :] if len(drawn) > 1 else ""
        assert read_parts(trimmed, text) == f"{trimmed[0]}{edge}" + "".join(drawn[1:])


def test_the_largest_window_is_within_slack_s_bytes():
    view = window(shown(Draft((Block(UNSURE, "x" * 95_000), Block(SURE, "y")))))
    assert len(json.dumps(view)) < limits.VIEW_BYTES


def test_tom_reads_what_lea_wrote():
    work = worked(NOTES, begun(), Write("b2", 0, "Lea's words."), by=LEA)
    found = inputs([window(shown(work=work, reader=TOM.id))])
    assert found["b2"] == ["Lea's words."]


def test_it_opens_where_nobody_has_looked_and_leads_to_the_question_that_is_open():
    draft = Draft((Block(UNSURE, "x" * 20_000), Block(ASKED, "And?")))
    assert first_open_page(shown(draft, settings=NO_QUESTIONS), untouched=True) == 1
    assert first_open_page(shown(draft, settings=NO_QUESTIONS)) == 2
    asked = DraftSettings(must_cover=("a point",), spot_check=False)
    many = shown(many_blocks(), settings=asked)
    written = worked(many.draft, many.work, *(Write(block, 0, "Done.") for block in many.open_blocks))
    last = shown(many.draft, written, asked)
    assert "Does the text have this: “a point”?" in words(window(last, page=first_open_page(last)))
