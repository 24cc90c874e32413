"""Reading the log by a cursor: everything once, in order, whatever happens to the log meanwhile."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from sqlalchemy import delete, insert

from oversight.usecases.audit.read_events import AT_A_TIME, MOST_BYTES, Place, find_place, read_events
from storage.tables.audit import audit_leaves


def as_stored(leaf):
    return leaf


class Turns:
    """Counts the turns, and knows whether one is held."""

    def __init__(self):
        self.taken = 0
        self.held = False

    @asynccontextmanager
    async def __call__(self):
        assert not self.held
        self.taken += 1
        self.held = True
        yield
        self.held = False


class Watched:
    """The log, and how much of it was asked for at a time."""

    def __init__(self, log, turns):
        self._log, self._turns = log, turns
        self.asked = []

    async def leaves(self, log, start, limit):
        assert self._turns.held
        self.asked.append(limit)
        return await self._log.leaves(log, start, limit)


async def write_leaves(store, leaves, ids=None):
    rows = [{"action_id": "act_1", "kind": "action.submitted", "leaf": leaf} for leaf in leaves]
    if ids:
        rows = [{**row, "id": leaf_id} for row, leaf_id in zip(rows, ids, strict=True)]
    await store.database.write(lambda connection: connection.execute(insert(audit_leaves), rows).close())


async def read(store, number, after, limit=1000, *, turn=None, log=None):
    place = await find_place(store.audit, number, after)
    assert place is not None
    return await read_events(log or store.audit, place, limit, as_stored, turn or Turns())


async def read_on(store, number, after, limit):
    """Everything from here to the end, as a reader gets it that goes on from each answer: (log, index, leaf)."""
    read_so_far = []
    while True:
        page = await read(store, number, after, limit)
        read_so_far += [(page.log, index, leaf) for index, leaf in page.events]
        if (number, after) == (page.log, page.next_after):
            assert not page.events
            return read_so_far
        number, after = page.log, page.next_after


@pytest.mark.parametrize("limit", [1, 7, 99, 100, 101, 1000])
async def test_each_leaf_comes_once_in_the_order_of_the_log(store, limit):
    leaves = [b"%d" % number for number in range(340 if limit > 1 else 20)]
    await write_leaves(store, leaves)
    await store.audit.sequence(1000)
    assert await read_on(store, None, -1, limit) == [(1, index, leaf) for index, leaf in enumerate(leaves)]


async def test_an_answer_says_where_to_go_on_and_how_much_is_left(store):
    await write_leaves(store, [b"%d" % number for number in range(10)])
    await store.audit.sequence(10)
    page = await read(store, None, 3, limit=2)
    assert (page.log, [index for index, _ in page.events], page.next_after, page.behind) == (1, [4, 5], 5, 4)
    last = await read(store, 1, 9)
    assert (last.events, last.next_after, last.behind) == ([], 9, 0)


async def test_an_empty_log_is_an_empty_answer(store):
    page = await read(store, None, -1)
    assert (page.log, page.events, page.next_after, page.behind) == (1, [], -1, 0)


async def test_a_leaf_without_an_index_is_not_there_yet_and_is_not_skipped(store):
    """On PostgreSQL a lower number may be seen later; by its index it comes after."""
    await write_leaves(store, [b"early"], [10])
    await store.audit.sequence(10)
    first = await read(store, None, -1)
    await write_leaves(store, [b"late", b"last"], [5, 11])
    assert (await read(store, first.log, first.next_after)).events == []
    await store.audit.sequence(10)
    assert [leaf for _, leaf in (await read(store, first.log, first.next_after)).events] == [b"late", b"last"]


async def test_a_long_absence_is_caught_up_in_small_chunks_with_time_for_others_in_between(store):
    leaves = [b"%d" % number for number in range(2500)]
    await write_leaves(store, leaves)
    await store.audit.sequence(5000)
    turns = Turns()
    watched = Watched(store.audit, turns)
    number, after, caught_up = None, -1, []
    for _ in range(3):
        page = await read(store, number, after, turn=turns, log=watched)
        caught_up += [leaf for _, leaf in page.events]
        number, after = page.log, page.next_after
    assert caught_up == leaves
    assert (max(watched.asked), turns.taken) == (AT_A_TIME, 25)


async def test_an_answer_ends_before_it_becomes_too_large_and_one_event_is_always_in_it(store):
    small, large = b"s" * (MOST_BYTES // 10), b"l" * (MOST_BYTES + 1)
    leaves = [small] * 12 + [large] + [small]
    await write_leaves(store, leaves)
    await store.audit.sequence(100)
    pages, number, after = [], None, -1
    for _ in range(4):
        page = await read(store, number, after)
        pages.append(len(page.events))
        number, after = page.log, page.next_after
    assert (pages, page.behind) == ([10, 2, 1, 1], 0)
    assert [leaf for _, _, leaf in await read_on(store, None, -1, 1000)] == leaves


async def test_leaves_that_are_stored_no_more_leave_a_gap_and_stop_nobody(store):
    await write_leaves(store, [b"%d" % number for number in range(350)], range(1, 351))
    await store.audit.sequence(1000)
    gone = (audit_leaves.c.id > 50) & (audit_leaves.c.id <= 300)
    await store.database.write(lambda connection: connection.execute(delete(audit_leaves).where(gone)).close())
    for limit in (30, 100, 1000):
        indexes = [index for _, index, _ in await read_on(store, None, -1, limit)]
        assert indexes == [*range(50), *range(300, 350)]


async def test_whoever_claims_to_have_read_more_than_there_is_hears_what_comes_next(store):
    """The database was put back: the cursor goes back with it, which says so."""
    await write_leaves(store, [b"a", b"b"])
    await store.audit.sequence(10)
    page = await read(store, None, 5000)
    assert (page.events, page.next_after, page.behind) == ([], 1, 0)
    await write_leaves(store, [b"c"])
    await store.audit.sequence(10)
    assert [leaf for _, leaf in (await read(store, page.log, page.next_after)).events] == [b"c"]


async def test_another_log_follows_on_the_rest_of_the_last_one(store):
    await write_leaves(store, [b"a", b"b", b"c"])
    await store.audit.sequence(10)
    page = await read(store, None, -1, limit=1)
    await store.audit.begin_anew("acme/2", b"began", "log.began")
    await write_leaves(store, [b"d"])
    await store.audit.sequence(10)
    followed = await read_on(store, page.log, page.next_after, 2)
    assert followed == [(1, 1, b"b"), (1, 2, b"c"), (2, 0, b"began"), (2, 1, b"d")]
    assert await read_on(store, 1, -1, 1000) == [(1, 0, b"a"), *followed]


async def test_logs_are_followed_one_after_the_other_however_long_somebody_was_away(store):
    await write_leaves(store, [b"a"])
    await store.audit.sequence(10)
    for _ in range(3):
        await store.audit.begin_anew("acme/2", b"began", "log.began")
    assert [(log, index) for log, index, _ in await read_on(store, 1, 0, 10)] == [(2, 0), (3, 0), (4, 0)]
    assert [log for log, _, _ in await read_on(store, None, -1, 10)] == [4]


@pytest.mark.parametrize("number", [0, 2, 2**31 - 1])
async def test_a_log_that_is_not_there_has_no_place(store, number):
    assert await find_place(store.audit, number, -1) is None
    assert await store.audit.size(number) == 0


async def test_a_place_at_the_end_says_so(store):
    assert await find_place(store.audit, 1, -1) == Place(1, 0, 0)
    await write_leaves(store, [b"a"])
    await store.audit.sequence(10)
    places = [await find_place(store.audit, 1, after) for after in (-1, 0, 1)]
    assert [place is not None and place.is_end for place in places] == [False, True, True]
    assert await store.audit.size(1) == 1
