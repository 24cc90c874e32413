"""One table: final answers stay, and only two of them release an action."""

import pytest

from oversight.action.risk import Risk
from oversight.action.status import OUTCOMES, TRANSITIONS, OutcomeKind, Status


def test_only_approved_and_modified_release():
    assert {status for status in Status if status.releases} == {Status.APPROVED, Status.MODIFIED}


def test_every_status_stands_in_the_table_and_every_answer_is_final():
    assert set(TRANSITIONS) == set(Status)
    assert {status for status in Status if not status.is_final} == {Status.PENDING}
    assert TRANSITIONS[Status.PENDING] == set(Status) - {Status.PENDING}


def test_the_names_are_those_of_the_contract():
    assert [status.value for status in Status] == [
        "pending",
        "approved",
        "modified",
        "rejected",
        "timed_out",
        "cancelled",
    ]


def test_an_error_found_stays_found():
    assert set(OUTCOMES) == {None, *OutcomeKind}
    assert OUTCOMES[OutcomeKind.ERROR_FOUND] == frozenset()
    assert all(OutcomeKind.EXECUTED not in after for before, after in OUTCOMES.items() if before is not None)


@pytest.mark.parametrize("one", Risk)
@pytest.mark.parametrize("other", Risk)
def test_of_two_risks_the_higher_counts(one, other):
    assert one.raised_to(other).rank == max(one.rank, other.rank)
    assert [risk.rank for risk in Risk] == [0, 1, 2, 3]
