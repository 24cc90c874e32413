"""What an agent may be called, and which scopes can fit anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.agents.names import name_problem, scope_doubt, scope_problem
from oversight.usecases.halts.halt_scope import ALL_WORDS

TYPES = ("refund.issue", "refund.cancel", "email.send")


@pytest.mark.parametrize("name", ["refund-bot", "a", "Bot_7", "ops.deploy", "возврат", "李小龙", "x" * 64])
def test_a_name_that_is_one_word_is_taken(name):
    assert name_problem(name, ["other"]) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Bad Name!",
        "a b",
        "-x",
        "x-",
        "*",
        "refund.*",
        "agent:x",
        "a\nb",
        "a\u200bb",
        "ﬁx",
        "x" * 65,
        "<@U0SAM>",
    ],
)
def test_a_name_that_cannot_be_typed_as_one_word_is_refused(name):
    assert "letters, digits" in (name_problem(name) or "")


@pytest.mark.parametrize("name", ["all", "ALL", "you", "You", "everything", "policy", "nobody", "agt_01H", "act_1"])
def test_a_name_that_means_something_else_is_refused(name):
    assert "means something else" in (name_problem(name) or "")


@pytest.mark.parametrize("word", ALL_WORDS)
def test_no_agent_is_called_what_halt_takes_for_everything(word):
    assert name_problem(word) is not None
    assert name_problem(word.upper()) is not None


def test_a_name_that_differs_in_capitals_alone_is_refused():
    assert "refund-bot" in (name_problem("Refund-Bot", ["refund-bot"]) or "")
    assert name_problem("refund-bot", ["refund-bot"]) is None, "the same one is taken, which is said elsewhere"


@given(st.text())
def test_whatever_is_taken_is_printable_and_one_word(name):
    if name_problem(name) is None:
        assert name.isprintable()
        assert len(name.split()) == 1


@pytest.mark.parametrize("scope", ["*", "refund.*", "refund*", "refund.issue", "a:b/c-d_e.f", "r*"])
def test_a_scope_that_can_fit_is_taken(scope):
    assert scope_problem(scope) is None


@pytest.mark.parametrize(
    "scope", ["*.issue", "ref?nd", "re*nd", "refund.**", "[ab].c", "a b", "", ".x", "ré.x", "x" * 129]
)
def test_a_scope_that_can_fit_nothing_is_refused(scope):
    assert "can fit no action type" in (scope_problem(scope) or "")


@pytest.mark.parametrize(
    ("scope", "meant"), [("refnd.issue", "refund.issue"), ("mail.*", "Known: "), ("refunds.*", "refund")]
)
def test_a_scope_that_fits_no_type_of_the_policy_is_doubted(scope, meant):
    assert meant in (scope_doubt(scope, TYPES) or "")


@pytest.mark.parametrize("scope", ["*", "refund.*", "r*", "email.send"])
def test_a_scope_that_fits_is_not_doubted(scope):
    assert scope_doubt(scope, TYPES) is None
