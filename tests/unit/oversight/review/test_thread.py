"""A digest's thread: those of one type together, the odd ones first, ten a message."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from oversight.review.sample import Pick
from oversight.review.thread import A_MESSAGE, arranged, is_odd

PICKS = st.lists(
    st.tuples(
        st.sampled_from(["base_rate", "standing_approval", "low_confidence", "shadow", "first_use"]),
        st.sampled_from(["ticket.tag", "note.file", "mail.sort"]),
    ),
    max_size=60,
)


@given(PICKS)
def test_nothing_is_lost_and_no_message_mixes(reasons):
    picks = [(Pick(f"act_{number}", reason, 0.5), kind) for number, (reason, kind) in enumerate(reasons)]
    kinds = {pick.action_id: kind for pick, kind in picks}
    samples = arranged("dig_1", picks)
    assert {sample.pick for sample in samples} == {pick for pick, _ in picks}
    assert [sample.position for sample in samples] == list(range(1, len(picks) + 1))
    assert [sample.id for sample in samples] == [f"dig_1.{number}" for number in range(1, len(picks) + 1)]
    pages = [list(group) for _, group in groupby(samples, key=lambda sample: sample.page)]
    assert [page[0].page for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert len(page) <= A_MESSAGE
        assert len({(kinds[sample.pick.action_id], is_odd(sample.pick)) for sample in page}) == 1
    order = [kind for kind, _ in groupby(kinds[sample.pick.action_id] for sample in samples)]
    assert len(order) == len(set(order)), "a type stands together"
    odd = [sum(is_odd(pick) for pick, its in picks if its == kind) for kind in order]
    assert odd == sorted(odd, reverse=True)
