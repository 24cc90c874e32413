"""Where our messages stand in Slack, found by what they are about and by what their buttons carry."""

from __future__ import annotations

import asyncio

from oversight.ports.delivery import MessageKind, Posting


async def test_a_posting_is_prepared_once_whoever_asks(store):
    tokens = [f"token-{number}" for number in range(8)]
    made = await asyncio.gather(*(store.postings.prepare(MessageKind.CARD, "act_1.0", token) for token in tokens))
    assert len({posting.token for posting in made}) == 1
    assert await store.postings.posting(MessageKind.CARD, "act_1.0") == made[0]


async def test_a_button_finds_its_message(store):
    posting = await store.postings.prepare(MessageKind.SAMPLES, "dig_1.1", "secret")
    assert posting == Posting(MessageKind.SAMPLES, "dig_1.1", "secret")
    assert await store.postings.by_token("secret") == posting
    assert await store.postings.by_token("guess") is None


async def test_kinds_of_one_name_are_kept_apart(store):
    await store.postings.prepare(MessageKind.CARD, "same", "one")
    await store.postings.prepare(MessageKind.DIGEST, "same", "two")
    assert (await store.postings.posting(MessageKind.DIGEST, "same")).token == "two"
    assert await store.postings.posting(MessageKind.SAMPLES, "same") is None


async def test_a_place_is_believed_where_it_was_being_posted_to_and_only_once(store):
    await store.postings.prepare(MessageKind.CARD, "act_1.0", "t")
    assert (await store.postings.seen_at("t", channel_id="C1", ts="1.2")).ts is None
    await store.postings.posting_to(Posting(MessageKind.CARD, "act_1.0", "t"), "C1", None)
    assert (await store.postings.seen_at("t", channel_id="C2", ts="1.2")).ts is None
    placed = Posting(MessageKind.CARD, "act_1.0", "t", "C1", "1.2", 0)
    assert await store.postings.seen_at("t", channel_id="C1", ts="1.2") == placed
    assert await store.postings.seen_at("t", channel_id="C1", ts="9.9") == placed
    assert await store.postings.seen_at("guess", channel_id="C1", ts="1.2") is None


async def test_what_stands_is_not_moved_by_another_attempt(store):
    await store.postings.prepare(MessageKind.CARD, "act_1.0", "t")
    await store.postings.posted(Posting(MessageKind.CARD, "act_1.0", "", "C1", "1.2", 3), None)
    await store.postings.posting_to(Posting(MessageKind.CARD, "act_1.0", "t"), "C2", None)
    assert (await store.postings.by_token("t")).channel_id == "C1"


async def test_what_was_deleted_in_slack_stands_nowhere(store):
    await store.postings.prepare(MessageKind.CARD, "act_1.0", "t")
    await store.postings.posted(Posting(MessageKind.CARD, "act_1.0", "", "C1", "1.2", 3), None)
    await store.postings.lost(MessageKind.CARD, "act_1.0")
    assert await store.postings.by_token("t") == Posting(MessageKind.CARD, "act_1.0", "t", "C1")


async def test_where_it_stands_and_what_it_shows_is_remembered(store):
    await store.postings.prepare(MessageKind.CARD, "act_1.0", "t")
    await store.postings.posted(Posting(MessageKind.CARD, "act_1.0", "", "C1", "1.2", 3), None)
    expected = Posting(MessageKind.CARD, "act_1.0", "t", "C1", "1.2", 3)
    assert await store.postings.by_token("t") == expected
    assert await store.postings.prepare(MessageKind.CARD, "act_1.0", "other") == expected
