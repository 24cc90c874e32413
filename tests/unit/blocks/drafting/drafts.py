"""Drafts of every kind, for the tests of the card and of the window, and for the gallery."""

from datetime import timedelta

from msgspec.structs import replace

from oversight.action.action import Version
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Coverage, FinishedDraft
from oversight.editing.draft.change import Add, AnswerMustCover, AnswerSpotCheck, Choose, Drop, Keep, Move, Write
from oversight.editing.draft.edit_rate import EditRate
from oversight.editing.draft.final_text import finish
from oversight.editing.draft.opened import open_blocks
from oversight.editing.draft.saved import Saved, save
from oversight.editing.draft.work import Work, begin
from oversight.exact_json.canonical import sha256
from oversight.policy.draft_settings import DraftSettings
from tests.unit.blocks.actions import LEA, NOW, TOM, an_action

SURE, UNSURE, ASKED = BlockType.CONFIDENT, BlockType.UNCERTAIN, BlockType.PLACEHOLDER
SETTINGS = DraftSettings(target="$.body", must_cover=("how to upgrade", "breaking changes"))
NO_QUESTIONS = DraftSettings(target="$.body", spot_check=False)
NOTES = Draft(
    (
        Block(SURE, "Version 2.4 brings faster search and a calmer inbox.", key="intro"),
        Block(SURE, "Search now answers in under 100 ms for most workspaces.", key="search"),
        Block(
            UNSURE,
            "The old export format will be removed in version 3.",
            "The ticket says “maybe version 3”. Ask the platform team.",
            "deprecations",
            ("The old export format will be removed in a later version.", "The old export format stays for now."),
            ("https://tracker.example.com/4711", "“we might drop it in v3”, platform channel"),
        ),
        Block(SURE, "Fixed: attachments with a space in their name open again.", key="fixes"),
        Block(ASKED, "Who gets a thank-you in this release?", "Names are in the release ticket.", "thanks"),
        Block(SURE, "Thank you for reading.", key="closing"),
    ),
    separator="\n\n",
)
RTL = Draft(
    (
        Block(SURE, "שלום רב,", key="greeting"),
        Block(
            UNSURE,
            "ההזמנה שלך מספר 4711 תגיע ביום שני 🎉👩‍👩‍👧‍👦",
            "האם התאריך נכון?",
            "when",
            ("ההזמנה תגיע ביום שלישי 🚚",),
        ),
        Block(ASKED, "מי חותם?", key="sign"),
        Block(UNSURE, "می‌خواهم 🧑🏽‍🚀 \u202babc\u202c", key="persian"),
    )
)


def many_blocks(count: int = 200) -> Draft:
    """As many blocks as a draft may have, of every type."""
    kinds = (SURE, UNSURE, SURE, ASKED, SURE)
    return Draft(tuple(Block(kinds[n % 5], f"Sentence {n} of the draft.", f"Note {n}", f"k{n}") for n in range(count)))


def long_block(size: int = 60_000) -> Draft:
    """A draft with one long block among others."""
    lines = "".join(f"Line {n}: the quick brown fox & <the> lazy dog.\n" for n in range(size // 40))[:size]
    return Draft((Block(SURE, "Short."), Block(UNSURE, lines, "Long."), Block(ASKED, "How does it end?")))


def a_drafted(draft: Draft = NOTES, payload=None, **fields):
    """A pending action with this draft."""
    return an_action(
        {"title": "Release 2.4", "body": ""} if payload is None else payload,
        action_type="notes.publish",
        description="Publish the release notes of version 2.4.",
        draft=draft,
        **fields,
    )


def begun(draft: Draft = NOTES, settings: DraftSettings = SETTINGS) -> Work:
    """The work before anybody has done anything; the keys of the agent are well known."""
    rates = {block.key: EditRate(0, 20) for block in draft.blocks if block.key}
    return begin(draft, open_blocks(draft, settings, rates, action_id="act_1", secret=b"secret"))


def worked(draft: Draft, work: Work, *changes, by=LEA) -> Work:
    """The work after these changes."""
    for change in changes:
        saved = save(draft, work, change, by, NOW + timedelta(minutes=2))
        assert isinstance(saved, Saved)
        work = saved.work
    return work


def half_done() -> Work:
    """Lea chose an alternative, Tom came too late and dropped a block."""
    work = worked(NOTES, begun(), Choose("b2", 0, 1), Keep("b1", 0))
    return worked(NOTES, work, Write("b2", 0, "It goes away in version 4, says Tom."), Drop("b5"), by=TOM)


def all_done() -> Work:
    """Nothing is open any more."""
    answered = [AnswerMustCover(point, Coverage.THERE) for point in SETTINGS.must_cover]
    own = worked(NOTES, half_done(), Write("b4", 0, "Ana, Bo and Chi."), AnswerSpotCheck(), *answered)
    return worked(NOTES, own, Add("b0", "To upgrade, press Update."), Move("b3", -1), by=TOM)


def finished_action():
    """The action with the finished draft as its second version."""
    action, finished = a_drafted(), finish(NOTES, all_done(), SETTINGS)
    assert isinstance(finished, FinishedDraft)
    payload = {"title": "Release 2.4", "body": finished.text}
    return replace(action, version=Version(2, payload, sha256(payload), TOM, finished), revision=3)
