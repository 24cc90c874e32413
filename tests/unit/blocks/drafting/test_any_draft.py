"""Whatever an agent drafts and people do to it, Slack takes every page of the window, and the card, and the end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.card.approval_card import approval_card
from blocks.drafting.over_window import over_window
from blocks.drafting.shown_draft import ShownDraft, Tab
from blocks.drafting.window import draft_window, first_open_page, still_open_words
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Coverage
from oversight.action.refusal import Refusal
from oversight.editing.draft.aside import kept_aside
from oversight.editing.draft.change import Add, AnswerMustCover, AnswerSpotCheck, Choose, Drop, Keep, Move, Write
from oversight.editing.draft.drafting import Drafting
from oversight.editing.draft.final_text import final_text
from oversight.editing.draft.opened import open_blocks
from oversight.editing.draft.saved import save
from oversight.editing.draft.work import Hand, Work, begin
from oversight.policy.draft_settings import DraftSettings
from tests.examples import examples
from tests.unit.blocks.actions import HINTS, LEA, NOW, TOKEN, TOM, texts
from tests.unit.blocks.drafting.drafts import a_drafted
from tests.unit.blocks.slack_rules import check_message, check_view, markup

ODD = texts(max_size=400).map(lambda text: text or "<") | texts(max_size=40).map(lambda text: (text or "&") * 90)
BLOCKS = st.builds(
    Block,
    type=st.sampled_from(BlockType),
    content=ODD,
    notes=st.none() | ODD,
    key=st.none() | texts(min_size=1, max_size=64),
    alternatives=st.lists(ODD, max_size=9).map(tuple),
    evidence=st.lists(ODD, max_size=9).map(tuple),
)
DRAFTS = st.builds(Draft, st.lists(BLOCKS, min_size=1, max_size=12).map(tuple))
SETTINGS = st.builds(
    DraftSettings,
    must_cover=st.lists(texts(min_size=1, max_size=150), max_size=3, unique=True).map(tuple),
    spot_check=st.booleans(),
)
IDS = st.integers(0, 13).map(lambda at: f"b{at}" if at < 12 else f"n{at - 11}")
CHANGES = st.one_of(
    st.builds(Write, IDS, st.integers(0, 2), ODD),
    st.builds(Choose, IDS, st.integers(0, 2), st.integers(0, 10)),
    st.builds(Keep, IDS, st.integers(0, 2)),
    st.builds(Drop, IDS),
    st.builds(Add, st.none() | IDS, ODD),
    st.builds(Move, IDS, st.integers(-3, 3)),
    st.just(AnswerSpotCheck()),
    st.builds(AnswerMustCover, st.just("a"), st.sampled_from(Coverage)),
)
HANDS = st.tuples(st.sampled_from((LEA, TOM)), CHANGES)


def worked(draft: Draft, work: Work, hands) -> Work:
    for by, change in hands:
        saved = save(draft, work, change, by, NOW)
        work = work if isinstance(saved, Refusal) else saved.work
    return work


@settings(max_examples=examples(50))
@given(DRAFTS, SETTINGS, st.lists(HANDS, max_size=8), st.sets(IDS, max_size=4))
def test_slack_takes_whatever_is_shown_of_a_draft(draft, of_the_type, hands, also):
    opened = open_blocks(draft, of_the_type, {}, action_id="act_1", secret=b"s")
    work = worked(draft, begin(draft, opened), hands)
    action = a_drafted(draft)
    shown = ShownDraft(action, draft, of_the_type, work, LEA.id, b"s", also=frozenset(also))
    for tab in Tab:
        for page in (1, 2, 99):
            view = draft_window(shown, tab, page, "meta", HINTS, notice=f"Not yet.\n{still_open_words(shown)}")
            check_view(view)
            assert markup(view["blocks"]) == ""
    assert first_open_page(shown) >= 1
    assert isinstance(final_text(draft, work), str)
    check_message(approval_card(action, 0, TOKEN, HINTS, drafting=Drafting(of_the_type, work)))
    late = kept_aside(work, [change for _, change in hands], Hand(LEA, NOW))
    over = ShownDraft(action, draft, of_the_type, late, LEA.id, b"s")
    for page in (1, 2, 99):
        check_view(over_window(over, "Approved by <!channel>.", page, "meta", HINTS))
