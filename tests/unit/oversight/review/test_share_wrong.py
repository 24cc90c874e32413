"""The share wrong among what ran, by the answers so far."""

import pytest
from msgspec.structs import replace

from oversight.review.sample import Finding, Pick, Sample
from oversight.review.share_wrong import share_wrong


def samples(count, wrong, probability=0.1, rule="base_rate", unsure=0):
    found = [Finding.WRONG] * wrong + [Finding.UNSURE] * unsure + [Finding.RIGHT] * (count - wrong - unsure)
    return [
        Sample(f"dig_1.{n}", "dig_1", Pick(f"act_{n}", rule, probability), n, finding)
        for n, finding in enumerate(found, 1)
    ]


def estimated_of(samples, ran):
    estimated = share_wrong(samples, ran)
    assert estimated is not None
    return estimated


def test_each_answer_speaks_for_as_many_as_it_was_unlikely():
    estimated = estimated_of(samples(200, 10), 2_000)
    assert estimated.enough
    assert estimated.value == pytest.approx(0.05)
    assert 0.02 < estimated.interval.low < 0.05 < estimated.interval.high < 0.1


def test_what_was_certain_to_be_drawn_speaks_for_itself_alone():
    odd = [replace(sample, pick=Pick(sample.pick.action_id, "low_confidence", 1.0)) for sample in samples(20, 20)]
    plain = [replace(one, position=one.position + 20) for one in samples(198, 0)]
    assert estimated_of([*odd, *plain], 2_000).value == pytest.approx(0.01)


def test_a_second_look_at_what_was_decided_says_nothing_of_what_ran():
    second = samples(50, 50, 0.5, "second_look")
    assert share_wrong(second, 2_000) is None
    assert share_wrong([*samples(200, 10), *second], 2_000) == share_wrong(samples(200, 10), 2_000)


def test_few_answers_are_not_enough_and_unsure_is_none():
    assert not estimated_of(samples(20, 0), 200).enough
    assert estimated_of(samples(20, 0, unsure=20), 200).answered == 0
    assert share_wrong([], 200) is None
    assert share_wrong(samples(20, 0), 0) is None
