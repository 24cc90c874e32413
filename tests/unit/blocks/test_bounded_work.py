"""However large a payload is, no more of it is drawn than fits: counted in what is looked at, not in time."""

import pytest

from blocks.card.approval_card import approval_card
from blocks.review.samples import Sampled, samples_message
from blocks.standing.choices_modal import allow_similar_modal
from blocks.standing.confirm_modal import standing_modal
from blocks.standing.past_values import PastValues
from blocks.windows.details import details_modal
from oversight.action.status import Status
from oversight.review.sample import Pick, Sample
from oversight.standing.granting import names_too_much
from tests.unit.blocks.actions import HINTS, TOKEN, an_action, decided
from tests.unit.blocks.editing.windows import edit_modal
from tests.unit.blocks.slack_rules import all_text
from tests.unit.blocks.standing.approvals import CHOICES
from tests.unit.blocks.standing.test_standing import CAPS, PROSPECT

DEEP: dict[str, object] = {}
for _ in range(30):
    DEEP = {"k": DEEP}

LARGE = {
    "15,000 lists": {"a": [[] for _ in range(15_000)]},
    "60,000 tags": {"a": "".join(chr(0xE0020 + n % 96) for n in range(60_000))},
    "20,000 keys": {f"key_{n}": n for n in range(20_000)},
    "one text": {"a": "x  y\n" * 48_000},
    "deep": {f"a{n}": DEEP for n in range(800)},
    "long keys": {"k" * 2_000 + str(n): "v" for n in range(120)},
    "one long key": {"k" * 100_000: [0] * 50_000},
    "parts of letters": {"a": "e\u0301" * 80_000},
    "14,000 addresses": {"a": " ".join(f"é{n}@b{n}.de" for n in range(14_000))},
}
ROOMS = ("/blocks/", "/oversight/standing/", "/oversight/exact_json/")
MOST, MOST_OF_DETAILS = 40_000, 250_000
"""Calls of functions of ours that drawing a card may take, or thirty pages; the old way took up to a million."""


@pytest.fixture
def calls():
    """How many functions of the cards were called, as a function that runs another."""
    import sys  # noqa: PLC0415 - only where it counts

    def count(run):
        counted = 0

        def profile(frame, event, _arg):
            nonlocal counted
            counted += event == "call" and any(room in frame.f_code.co_filename for room in ROOMS)

        sys.setprofile(profile)
        try:
            run()
        finally:
            sys.setprofile(None)
        return counted

    return count


@pytest.mark.exhaustive
@pytest.mark.parametrize("payload", LARGE.values(), ids=LARGE)
def test_drawing_stops_where_its_budget_ends(payload, calls):
    action = an_action(payload)
    done = decided(action, Status.APPROVED)
    sample = Sample("dig.1", "dig", Pick(done.id, "base_rate", 0.05), 1)
    assert calls(lambda: approval_card(action, 0, TOKEN, HINTS)) < MOST
    assert calls(lambda: approval_card(done, 0, TOKEN, HINTS)) < MOST
    assert calls(lambda: samples_message([Sampled(sample, done, HINTS)], TOKEN)) < MOST
    assert calls(lambda: edit_modal(action, "m", HINTS)) < MOST
    assert calls(lambda: details_modal(action, 1, "m", HINTS, [])) < MOST_OF_DETAILS


NEARLY_TOO_LONG = {
    "2,890 lists": {"a": [[] for _ in range(2_890)]},
    "2,890 texts": {"a": ["x"] * 2_890},
    "560 keys": {f"k{n}": n for n in range(560)},
    "long keys": {"a" * 900: {"b" * 900: ["c"] * 1_000}},
    "one text": LARGE["one text"],
    "parts of letters": LARGE["parts of letters"],
}
"""As much as a rule can name; of more, nobody is asked what may differ."""
MOST_OF_A_RULE = 150_000


@pytest.mark.exhaustive
@pytest.mark.parametrize("payload", NEARLY_TOO_LONG.values(), ids=NEARLY_TOO_LONG)
def test_what_may_differ_is_asked_with_bounded_work_whatever_came_before(payload, calls):
    action, past = an_action(payload), PastValues([*LARGE.values()] * 4)
    assert not names_too_much(payload)
    assert calls(lambda: allow_similar_modal(action, "m", CAPS, HINTS, past)) < MOST_OF_A_RULE
    assert calls(lambda: standing_modal(action, CHOICES, PROSPECT, "m", HINTS)) < MOST_OF_A_RULE


@pytest.mark.parametrize("name", ["15,000 lists", "20,000 keys", "deep", "long keys", "one long key"])
def test_of_what_no_rule_could_name_nobody_is_asked_what_may_differ(name, calls):
    assert calls(lambda: names_too_much(LARGE[name])) < MOST
    assert names_too_much(LARGE[name])


def test_what_was_not_looked_at_is_said():
    many = an_action({"a": [0] * 20_000})
    assert "cut here" in all_text(approval_card(many, 0, TOKEN, HINTS).blocks)
    done = all_text(approval_card(decided(many, Status.APPROVED), 0, TOKEN, HINTS).blocks)
    assert "More than 100 more values are under Details." in done
    assert "page 1 of more than 30" in all_text(details_modal(many, 1, "m", HINTS, [])["blocks"])
    assert "page 40 of more than 40" in all_text(details_modal(many, 40, "m", HINTS, [])["blocks"])


def test_hidden_characters_far_behind_are_warned_of():
    for payload in (
        {"a": "x" * 200_000 + "\u202e"},
        {**{f"k{n}": n for n in range(9_000)}, "z": ["\u200b"]},
        {"a": ["x\r"] * 9_000},
    ):
        assert "Hidden characters" in all_text(approval_card(an_action(payload), 0, TOKEN, HINTS).blocks)
    assert "Hidden" not in all_text(approval_card(an_action({"a": "x\r\ny" * 9_000}), 0, TOKEN, HINTS).blocks)
