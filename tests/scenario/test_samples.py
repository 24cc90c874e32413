"""What ran by itself is looked at afterwards, in the digest's thread."""

from datetime import timedelta

import pytest

from oversight.ports.delivery import MessageKind
from oversight.usecases.review.post_digest import post_digest
from sandbox.message import words_in


@pytest.fixture
async def digest(stage):
    """A digest with two samples in its thread."""
    await stage.ports.review.begin_digests(stage.clock.now())
    stage.clock.at += timedelta(hours=1)
    for number in (1, 2):
        await stage.propose("ticket.tag", {"ticket": number, "tag": "late"})
    stage.clock.at += timedelta(hours=1)
    record = await post_digest(stage.clock.now(), stage.ports)
    await stage.settle()
    return record


async def thread(stage, digest):
    posting = await stage.store.postings.posting(MessageKind.DIGEST, digest.id)
    said = await stage.look("messages", channel="#agent-digest", thread_ts=posting.ts)
    return said["messages"][1:]


async def test_every_sample_stands_in_the_digest_s_thread(stage, digest):
    (head,) = await stage.channel("#agent-digest").messages()
    assert "2 actions that ran without a person" in words_in(head)
    assert len(await thread(stage, digest)) == len(digest.samples) == 2


async def test_a_finding_is_shown_and_counted_once(stage, digest):
    first, second = await thread(stage, digest)
    where = {"channel": "#agent-digest", "ts": first["ts"]}
    assert (await stage.do("click", user="lea", text="Wrong", **where))["acked"]
    await stage.settle()
    assert "Wrong, says Lea Brandt" in words_in((await thread(stage, digest))[0])
    assert "Was this right?" in words_in((await thread(stage, digest))[1])
    again = {"action_id": "sample_right", "value": first["blocks"][-1]["elements"][0]["value"], "stale": True}
    assert (await stage.do("click", user="lea", **where, **again))["acked"]
    await stage.told("lea", "already answered")
    numbers = await stage.ports.review.digest_numbers(digest.until, stage.clock.now() + timedelta(hours=1))
    assert (numbers.reviewed_wrong, numbers.reviewed_right) == (1, 0)
    assert second["ts"] != first["ts"]


async def test_the_digest_says_how_far_its_review_is(stage, digest):
    first, second = await thread(stage, digest)
    for sample, answer in ((first, "Wrong"), (second, "Unsure")):
        where = {"channel": "#agent-digest", "ts": sample["ts"]}
        assert (await stage.do("click", user="lea", text=answer, **where))["acked"]
        await stage.settle()
        (head,) = await stage.channel("#agent-digest").messages()
        if answer == "Wrong":
            assert "1 of 2 looked at, 1 wrong. The others wait in this thread" in words_in(head)
    assert "all 2 samples were looked at, 1 wrong, 1 unsure" in words_in(head)
    assert len(await thread(stage, digest)) == 2


async def test_only_the_reviewers_of_the_policy_answer(stage, digest):
    first, _ = await thread(stage, digest)
    where = {"channel": "#agent-digest", "ts": first["ts"]}
    assert (await stage.do("click", user="sam", text="Looks right", **where))["acked"]
    await stage.told("sam", "Only the reviewers named under lazy_review")


async def test_a_sample_s_button_does_not_decide_an_action(stage, digest):
    first, _ = await thread(stage, digest)
    value = first["blocks"][-1]["elements"][0]["value"]
    fields = {"action_id": "approve", "value": value, "stale": True}
    await stage.do("click", user="lea", channel="#agent-digest", ts=first["ts"], **fields)
    await stage.told("lea", "no card that is known")
