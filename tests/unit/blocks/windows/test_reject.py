"""The window of a no: the policy's reasons to choose from, and a field for one's own words."""

from hypothesis import given
from hypothesis import strategies as st

from blocks.kit import ids
from blocks.windows.reject import ANOTHER, chosen_reason, reject_modal
from oversight.policy.file.choices.choice_text import LONGEST
from oversight.policy.file.choices.reject_reasons import MOST
from tests.unit.blocks.actions import an_action
from tests.unit.blocks.slack_rules import escaped, walk


def options(view):
    return [option for part in walk(view["blocks"]) for option in part.get("options", ())]


def remark(view):
    return next(block for block in view["blocks"] if block.get("block_id") == ids.REASON_BLOCK)


def test_without_reasons_to_choose_from_words_are_needed():
    view = reject_modal(an_action(), "meta")
    assert options(view) == []
    assert not remark(view)["optional"]


def test_with_reasons_either_is_enough_and_the_last_one_takes_a_choice_back():
    view = reject_modal(an_action(), "meta", reasons=("Wrong customer", "Too much"))
    assert [option["text"]["text"] for option in options(view)] == ["Wrong customer", "Too much", ANOTHER]
    assert [chosen_reason(option["value"]) for option in options(view)] == ["Wrong customer", "Too much", None]
    assert chosen_reason("") is None
    assert remark(view)["optional"]


def test_a_policy_that_offers_another_reason_itself_gets_it_once():
    assert len(options(reject_modal(an_action(), "meta", reasons=("Too much", ANOTHER)))) == 2


fitting = st.text("ab&<>é", min_size=1, max_size=LONGEST).filter(lambda text: escaped(text) <= LONGEST)


@given(st.lists(fitting, min_size=1, max_size=MOST, unique=True))
def test_whatever_a_policy_may_offer_slack_shows_whole(reasons):
    view = reject_modal(an_action(), "meta", reasons=reasons)
    assert [option["value"] for option in options(view)][:-1] == reasons
    assert all(escaped(option["text"]["text"]) <= 75 for option in options(view))
    assert [option["text"]["text"] for option in options(view)][:-1] == reasons
