"""What other people write never becomes markup: Slack reads `*`, `_`, `~` and backticks in every mrkdwn text."""

import random
import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from blocks.card.mentioning_reply import MENTIONING
from blocks.card.thread_reply import thread_reply
from blocks.home.approvals_list import approvals_help, approvals_list, approvals_misunderstood
from blocks.home.home import home
from blocks.kit.message import SlackMessage
from blocks.kit.plain_words import words_alone
from blocks.refusal import refusal_text
from handlers.slack.halts import read_words
from oversight.action.action import Agent
from oversight.action.decision import CLOCK
from oversight.action.refusal import Detail, Refusal, RefusalCode
from oversight.action.route import Rung
from tests.unit.blocks.actions import LADDER, LEA, an_action, an_event
from tests.unit.blocks.slack_rules import all_text, check_blocks, markup, walk
from tests.unit.sandbox.everything_shown import OTHERS, scene

STARRED = "*all* _of_ ~it~ `now` refund.*"
SLACKS_OWN = re.compile(r"<[^<>]*>")


def styled(blocks):
    """The mrkdwn in these blocks that Slack would set in a style, its own dates, links and mentions left out."""
    return re.findall(r"[*_~`]", SLACKS_OWN.sub("", markup(blocks)))


@pytest.mark.parametrize("letter", [approvals_help(), approvals_misunderstood()], ids=["help", "misunderstood"])
def test_the_star_of_a_pattern_in_the_help_opens_nothing(letter):
    check_blocks(letter.blocks)
    assert not markup(letter.blocks)
    codes = [block["text"] for block in walk(letter.blocks) if block.get("style") == {"code": True}]
    assert "refund.*" in codes
    assert "/approvals halt" in codes
    assert "*/approvals" not in letter.text


def test_every_command_in_the_help_is_understood():
    codes = [block["text"] for block in walk(approvals_help().blocks) if block.get("style") == {"code": True}]
    verbs = {code.removeprefix("/approvals").strip() for code in codes if code.startswith("/")}
    assert verbs == {"", "digest", "halt", "resume", "halts", "standing"}
    assert all(read_words(f"{verb} refund.*") for verb in ("halt", "resume"))


def test_a_refusal_with_somebodys_stars_is_shown_as_it_was_written():
    text = refusal_text(Refusal(RefusalCode.NOT_A_REVIEWER, f"Ask {STARRED} & <others>.", (Detail(STARRED),)))
    blocks = words_alone(text)
    assert not markup(blocks)
    assert all_text(blocks) == f"⛔ Not allowed: Ask {STARRED} & <others>.\n• {STARRED}"


def test_long_words_alone_stay_whole_and_open():
    blocks = words_alone("x" * 7_000)
    assert len(all_text(blocks).replace("\n", "")) == 7_000
    assert all(block["expand"] for block in blocks)


@pytest.mark.parametrize("kind", sorted(MENTIONING))
def test_a_reply_that_rings_reads_names_of_tiers_and_people_as_words(kind):
    rung = Rung(STARRED, f"#{STARRED}", ("U0LEA", STARRED))
    action = an_action(rung=0)
    action = replace(action, route=replace(action.route, ladder=(rung, *LADDER[1:])))
    event = an_event(kind, action, replace(CLOCK, name=STARRED), STARRED, tier=STARRED, to="U0LEA", people=(STARRED,))
    letter = thread_reply(event, action, 0)
    check_blocks(letter.blocks)
    assert styled(letter.blocks) == []


@pytest.mark.parametrize("linked", [True, False])
def test_a_line_of_the_list_reads_channels_and_givers_of_time_as_words(linked):
    rung = Rung(STARRED, f"#{STARRED}", ("U0LEA",))
    action = replace(an_action(rung=0), agent=Agent("agt_1", STARRED))
    assignment = replace(action.assignment, extended=timedelta(minutes=5), extended_by=replace(LEA, name=STARRED))
    action = replace(action, assignment=assignment, route=replace(action.route, ladder=(rung, *LADDER[1:])))
    links = {action.id: "https://team.slack.com/archives/C1/p1_2*3"} if linked else {}
    for blocks in (approvals_list([action], links).blocks, home([action], links, {})["blocks"]):
        check_blocks(blocks)
        assert styled(blocks) == []
        assert f"given by {STARRED}" in all_text(blocks)


@pytest.mark.exhaustive
@pytest.mark.parametrize("start", range(0, 40, 20))
def test_nothing_that_the_bot_shows_has_markup_of_others(start):
    for number in range(start, start + 20):
        one = scene(random.Random(number))
        for shown in (one.card(), *(make(one) for make in OTHERS)):
            assert styled(shown.blocks if isinstance(shown, SlackMessage) else shown["blocks"]) == [], number
