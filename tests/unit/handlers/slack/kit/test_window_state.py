"""A window takes its state along and back; what another version or somebody else wrote is nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.drafting.shown_draft import Tab
from blocks.kit.limits import PRIVATE_METADATA
from handlers.slack.kit.window_state import DraftPage, PackedChoices, WindowState, read_window_state

WHOLE = st.integers(min_value=0, max_value=10**9 - 1)
NUMBERS = st.integers(min_value=-(2**53), max_value=2**53) | st.floats(allow_nan=False, allow_infinity=False)
CHOICES = st.builds(
    PackedChoices,
    seconds=WHOLE,
    uses=WHOLE,
    bounds=st.lists(st.tuples(WHOLE, NUMBERS), max_size=20).map(tuple),
    free=st.lists(WHOLE, max_size=40).map(tuple),
)
BLOCKS = st.from_regex(r"[bn][0-9]{1,3}", fullmatch=True)
PAGES = st.builds(
    DraftPage,
    tab=st.sampled_from(Tab),
    page=WHOLE,
    work=WHOLE,
    seen=st.dictionaries(BLOCKS, WHOLE, max_size=12),
    also=st.lists(BLOCKS, max_size=150).map(tuple),
)
STATES = st.builds(
    WindowState,
    token=st.text(st.characters(categories=["L", "N", "P"]), max_size=64),
    version=WHOLE,
    channel=st.text(max_size=12),
    choices=st.none() | CHOICES,
    grants=WHOLE,
    draft=st.none() | PAGES,
)
WHOLE_STATE = {"token": "t", "version": 1, "channel": "C1"}
WHOLE_CHOICES = {"seconds": 60, "uses": 1, "bounds": [], "free": []}


def taken_along(text):
    return read_window_state({"private_metadata": text})


@given(STATES)
def test_what_is_taken_along_comes_back(state):
    assert taken_along(state.text) == state
    assert len(state.text) <= PRIVATE_METADATA


@pytest.mark.parametrize(
    "old", ["", "tok-en_:3:C1", "tok-en_:3:", '0|{"for":60,"uses":1,"bounds":[[1,900]],"free":[]}|tok-en_:3:C1']
)
def test_what_earlier_versions_wrote_is_nothing(old):
    assert taken_along(old) is None
    assert read_window_state({}) is None


@given(st.text() | st.recursive(st.none() | NUMBERS | st.text(), st.lists).map(json.dumps))
def test_what_somebody_made_up_is_nothing(made_up):
    assert taken_along(made_up) is None


@pytest.mark.parametrize(
    "forged",
    [
        {"version": -1},
        {"version": "1"},
        {"version": 10**9},
        {"token": None},
        {"more": 1},
        *(
            {"choices": WHOLE_CHOICES | forged}
            for forged in (
                {"seconds": -1},
                {"seconds": 10**15},
                {"seconds": "1"},
                {"uses": True},
                {"uses": "50"},
                {"bounds": [[1, "900 || true"]]},
                {"bounds": [[1, None]]},
                {"bounds": [[1, True]]},
                {"bounds": [[-1, 900]]},
                {"bounds": {"a": 1}},
                {"free": [-1]},
                {"free": ["0"]},
                {"free": 0},
                {"more": 1},
            )
        ),
        {"choices": []},
    ],
)
def test_a_state_that_is_not_quite_ours_is_nothing(forged):
    assert taken_along(json.dumps(WHOLE_STATE | {"choices": WHOLE_CHOICES})) is not None
    assert taken_along(json.dumps(WHOLE_STATE | forged)) is None
