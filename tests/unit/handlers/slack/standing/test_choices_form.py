"""What a reviewer chose reaches the second window unharmed, and what somebody made up does not."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from blocks.kit import ids
from blocks.kit.limits import PRIVATE_METADATA
from blocks.standing.choices_modal import offered
from handlers.slack.kit.clicks import button_click, window_state
from handlers.slack.kit.window_state import PackedChoices
from handlers.slack.standing.choices_form import CHOOSE, MISREAD, pack, read_choices, unpack
from oversight.exact_json.canonical import MAX_SAFE_INTEGER
from oversight.standing.choices import Choices
from tests.examples import examples
from tests.unit.blocks.actions import HINTS, PAYLOAD, an_action, payloads

ACTION = an_action()
CLICK = button_click({"user": {"id": "U1"}, "actions": [{"value": f"{'t' * 64}:1"}]})
WEEK = timedelta(days=7)


def a_view(bound="900", ticked=(), lasts="604800", uses="50"):
    """The first window as Slack sends it back."""
    values = {
        ids.bound_block(1): {ids.BOUND_INPUT: {"type": "number_input", "value": bound}},
        ids.texts_block(0): {ids.TEXTS_INPUT: {"selected_options": [{"value": position} for position in ticked]}},
        ids.LASTING_BLOCK: {ids.LASTING_INPUT: {"selected_option": {"value": lasts}}},
        ids.USES_BLOCK: {ids.USES_INPUT: {"selected_option": {"value": uses}}},
    }
    return {"state": {"values": values}}


def test_what_was_chosen_is_read():
    assert list(PAYLOAD)[:2] == ["order_id", "amount"]
    assert read_choices(a_view(ticked=["0"]), ACTION, HINTS) == Choices(
        WEEK, 50, {"$.amount": 900}, frozenset({"$.order_id"})
    )
    assert read_choices(a_view(bound=None), ACTION, HINTS) == Choices(WEEK, 50)
    assert read_choices(a_view(bound=" 1000.5 "), ACTION, HINTS) == Choices(WEEK, 50, {"$.amount": 1000.5})


@pytest.mark.parametrize(
    "bound", ["899", "-1", "nine", "NaN", "1e999", "9007199254740993", "true", "[1]", '"900"', "{"]
)
def test_a_bound_that_is_none_is_said_under_its_field(bound):
    faults = read_choices(a_view(bound=bound), ACTION, HINTS)
    assert isinstance(faults, dict)
    assert list(faults) == [ids.bound_block(1)]


@pytest.mark.parametrize("made_up", ["", "abc", "1e3", "9" * 400, "-1", "²", "٣"])
def test_a_choice_that_nobody_offered_is_said_under_its_field(made_up):
    assert read_choices(a_view(lasts=made_up, uses="50"), ACTION, HINTS) == {ids.LASTING_BLOCK: CHOOSE}
    assert read_choices(a_view(lasts="60", uses=made_up), ACTION, HINTS) == {ids.USES_BLOCK: CHOOSE}


@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(payloads(), st.data())
def test_choices_travel_to_the_second_window(payload, data):
    action = an_action(payload)
    numbers, texts = offered(action, HINTS)
    free = data.draw(st.sets(st.sampled_from([field.path for _, field in texts]))) if texts else set()
    # What the agents' API takes, that is.
    small = [field for _, field in numbers if abs(field.value) <= MAX_SAFE_INTEGER]
    bounds = {field.path: field.value for field in small if data.draw(st.booleans())}
    chosen = Choices(WEEK, 50, bounds, frozenset(free))
    packed = pack(chosen, action)
    assert unpack(packed, action) == chosen
    assert len(window_state(CLICK, packed)) < PRIVATE_METADATA


@pytest.mark.parametrize("forged", [{"bounds": ((9, 900),)}, {"free": (4,)}])
def test_positions_that_the_payload_does_not_have_are_refused(forged):
    whole = PackedChoices(seconds=60, uses=1, bounds=((1, 900),), free=(0,))
    assert unpack(whole, ACTION) == Choices(timedelta(minutes=1), 1, {"$.amount": 900}, frozenset({"$.order_id"}))
    assert unpack(replace(whole, **forged), ACTION) is MISREAD


def test_a_window_that_took_no_choices_along_is_refused():
    assert unpack(None, ACTION) is MISREAD
