"""What people read of the kill switch, however long and odd the names and reasons are."""

import pytest

from blocks.halts import halt_answer, halted_message, halts_list, home_halts, resume_answer, resumed_message
from blocks.home.home import home
from blocks.kit.limits import FALLBACK_CHARACTERS
from oversight.action.decision import Actor, DeciderKind
from oversight.halts.halt import NO_HALTS, Ending, Halt, Halts, Scope, ScopeKind
from tests.gallery import frozen_action, gallery
from tests.unit.blocks.actions import NOW, an_action
from tests.unit.blocks.slack_rules import all_text, check_message, check_view

ODD = "<!channel> & \u202e*bold* \0 ☃ " + "x" * 3_000


def an_odd_halt(number=1):
    by = Actor(DeciderKind.HUMAN, "U1", ODD)
    scope = Scope(ScopeKind.AGENT, "agt_1", ODD)
    return Halt(f"hlt_{number}", scope, by, NOW, ODD, ending=Ending(by, NOW, ODD), channels=("#a",) * 4)


@pytest.mark.parametrize("draw", [halted_message, resumed_message])
def test_announcements_fit_whatever_they_say_and_mention_nobody(draw):
    letter = draw(an_odd_halt())
    check_message(letter)
    assert "<!channel>" not in letter.text
    assert "&lt;!channel&gt;" in letter.text


def test_a_list_fits_however_long_it_is():
    many = Halts(99, tuple(an_odd_halt(number) for number in range(50)))
    check_message(halts_list(many))
    check_view(home([an_action()] * 60, halts=many))
    assert "40 more" in all_text(halts_list(many).blocks)


def test_answers_fit():
    for said in (halt_answer(an_odd_halt(), is_new=True), halt_answer(an_odd_halt(), is_new=False)):
        assert "<!channel>" not in said
        assert len(said) <= FALLBACK_CHARACTERS
    assert len(resume_answer(an_odd_halt())) <= FALLBACK_CHARACTERS


def test_nothing_is_shown_on_the_home_tab_while_nothing_is_halted():
    assert home_halts(NO_HALTS) == []


def test_an_agent_s_name_with_a_space_is_quoted_where_it_is_to_be_typed():
    scope = Scope(ScopeKind.AGENT, "agt_1", "Refund bot")
    halt = Halt("hlt_1", scope, Actor(DeciderKind.HUMAN, "U1", "Lea"), NOW)
    assert '/approvals resume "agent:Refund bot"' in halt_answer(halt, is_new=True)


def test_no_card_names_a_deadline_that_stands_still():
    card = gallery()["card: time stands still"]
    assert "its deadline stands still" in all_text(card.blocks)
    assert "its deadline stands still" in card.text
    assert "xpires" not in all_text(card.blocks) + card.text
    shown = home([frozen_action()])
    assert "its deadline stands still" in str(shown)
    assert "xpires" not in str(shown)
