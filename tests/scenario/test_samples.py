"""What ran by itself is looked at afterwards, in the digest's thread."""

from datetime import timedelta

import pytest

from oversight.ports.delivery import MessageKind
from oversight.usecases.review.post_digest import post_digest
from sandbox.message import words_in
from tests.scenario.stage import POLICY, a_stage

RUBRIC = POLICY.replace(
    "ticket.tag: {risk: low", "ticket.tag: {rubric: ['Is it the right tag?', 'Is it the right ticket?'], risk: low"
)
assert RUBRIC != POLICY


@pytest.fixture
async def stage(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=RUBRIC) as stage:
        yield stage


async def a_digest(stage, count, **said):
    """A digest in whose thread so many samples wait."""
    await stage.ports.review.begin_digests(stage.clock.now())
    stage.clock.at += timedelta(hours=1)
    for number in range(1, count + 1):
        await stage.propose("ticket.tag", {"ticket": number, "tag": "late"}, **said)
    stage.clock.at += timedelta(hours=1)
    record = await post_digest(stage.clock.now(), stage.ports)
    await stage.settle()
    return record


@pytest.fixture
async def digest(stage):
    return await a_digest(stage, 2)


async def thread(stage, digest):
    posting = await stage.store.postings.posting(MessageKind.DIGEST, digest.id)
    said = await stage.look("messages", channel="#agent-digest", thread_ts=posting.ts)
    return said["messages"][1:]


def offered(message, action_id):
    """What can be pressed by this name in the message, sample by sample."""
    elements = [element for block in message["blocks"] for element in block.get("elements", ())]
    return [element for element in elements if element.get("action_id") == action_id]


async def press(stage, message, action_id, value, *, of="lea", **fields):
    where = {"channel": "#agent-digest", "ts": message["ts"], "action_id": action_id, "value": value}
    said = await stage.do("click", user=of, **where, **fields)
    assert said.get("acked"), said
    await stage.settle()


async def answer(stage, message, action_id, *, of="lea", position=1):
    await press(stage, message, action_id, offered(message, action_id)[position - 1]["value"], of=of)


async def choose(stage, message, words, *, of="lea", position=1):
    (block, menu) = [
        (block["block_id"], element)
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == "sample_menu"
    ][position - 1]
    value = next(option["value"] for option in menu["options"] if option["text"]["text"] == words)
    await press(stage, message, "sample_menu", value, of=of, block_id=block)


async def say_wrong(stage, message, *, position=1, **values):
    """The window behind Wrong is filled in and sent; what Slack was answered."""
    await answer(stage, message, "sample_wrong", position=position)
    (view,) = await stage.views("lea")
    answered = await stage.do("submit", user="lea", view_id=view["id"], values=values)
    await stage.settle()
    return answered


async def test_every_sample_stands_in_the_digest_s_thread(stage, digest):
    (head,) = await stage.channel("#agent-digest").messages()
    assert "2 actions that ran without a person" in words_in(head)
    (message,) = await thread(stage, digest)
    assert len(digest.samples) == 2
    assert "1. Tag ticket" in words_in(message)
    assert "2. Tag ticket" in words_in(message)


async def test_wrong_asks_how_bad_it_is_and_what_would_have_been_right(stage, digest):
    (message,) = await thread(stage, digest)
    filled = {"severity_input": "high", "instead_input": "Tag it as lost", "rubric_input": ["0"]}
    assert (await say_wrong(stage, message, position=2, **filled))["ok"]
    assert await stage.views("lea") == []
    (message,) = await thread(stage, digest)
    said = words_in(message)
    for words in ("Wrong, says Lea Brandt", "Severity: high", "Right would have been: ", "Tag it as lost"):
        assert words in said
    assert "Is it the right tag?" in said
    assert "Is it the right ticket?" not in said
    assert len(offered(message, "sample_right")) == 1
    first, second = (await stage.ports.review.digest(digest.id)).samples
    assert (first.finding, second.finding, second.mistake.severity) == (None, "wrong", "high")
    action = await stage.store.actions.action(second.pick.action_id)
    came = action.outcome
    assert (came.kind, came.severity, came.by.name) == ("error_found", "high", "Lea Brandt")
    assert came.note == "Tag it as lost"


async def test_wrong_without_what_was_wrong_stays_open_and_says_so(stage, digest):
    (message,) = await thread(stage, digest)
    await answer(stage, message, "sample_wrong")
    (view,) = await stage.views("lea")
    for values, field in (
        ({"instead_input": "Tag it as lost"}, "severity_block"),
        ({"severity_input": "low", "instead_input": "\u200b"}, "instead_block"),
    ):
        said = await stage.do("submit", user="lea", view_id=view["id"], values=values)
        assert field in said["errors"], said
    assert all(sample.finding is None for sample in (await stage.ports.review.digest(digest.id)).samples)


async def test_a_finding_is_counted_once(stage, digest):
    (message,) = await thread(stage, digest)
    value = offered(message, "sample_right")[0]["value"]
    await choose(stage, message, "Unsure")
    await press(stage, message, "sample_right", value, stale=True)
    await stage.told("lea", "already answered")
    numbers = await stage.ports.review.digest_numbers(digest.until, stage.clock.now() + timedelta(hours=1))
    assert (numbers.reviewed_unsure, numbers.reviewed_right) == (1, 0)


async def test_details_open_from_the_menu_of_a_sample(stage, digest):
    (message,) = await thread(stage, digest)
    await choose(stage, message, "Details", position=2)
    (view,) = await stage.views("lea")
    assert digest.samples[1].pick.action_id in words_in(view)


async def test_all_of_a_message_look_right_at_once_but_those_that_were_answered(stage):
    digest = await a_digest(stage, 12)
    first, second = await thread(stage, digest)
    assert (len(offered(first, "sample_right")), len(offered(second, "sample_right"))) == (10, 2)
    await choose(stage, first, "Unsure", position=3)
    (first, _) = await thread(stage, digest)
    assert offered(first, "samples_all_right")[0]["text"]["text"] == "All 9 look right"
    await answer(stage, first, "samples_all_right")
    found = [sample.finding for sample in (await stage.ports.review.digest(digest.id)).samples]
    assert found == ["right", "right", "unsure", *["right"] * 7, None, None]
    (head,) = await stage.channel("#agent-digest").messages()
    assert "10 of 12 looked at, 0 wrong, 1 unsure" in words_in(head)


async def test_what_was_odd_is_answered_one_by_one(stage):
    digest = await a_digest(stage, 3, confidence=0.2)
    (message,) = await thread(stage, digest)
    assert "the agent was unsure of it" in words_in(message)
    assert offered(message, "samples_all_right") == []
    forged = offered(message, "sample_right")[0]["value"].rpartition(":")[0] + ":0"
    await press(stage, message, "samples_all_right", forged, stale=True)
    await stage.told("lea", "each needs its own answer")
    assert all(sample.finding is None for sample in (await stage.ports.review.digest(digest.id)).samples)


async def test_the_digest_says_how_far_its_review_is(stage, digest):
    (message,) = await thread(stage, digest)
    assert (await say_wrong(stage, message, severity_input="low", instead_input="Lost"))["ok"]
    (head,) = await stage.channel("#agent-digest").messages()
    assert "1 of 2 looked at, 1 wrong. The others wait in this thread" in words_in(head)
    (message,) = await thread(stage, digest)
    await choose(stage, message, "Unsure")
    (head,) = await stage.channel("#agent-digest").messages()
    assert "all 2 samples were looked at, 1 wrong, 1 unsure" in words_in(head)


@pytest.mark.parametrize("button", ["sample_right", "sample_wrong"])
async def test_only_the_reviewers_of_the_policy_answer(stage, digest, button):
    (message,) = await thread(stage, digest)
    await answer(stage, message, button, of="sam")
    await stage.told("sam", "Only the reviewers named under lazy_review")
    assert await stage.views("sam") == []


async def test_a_sample_s_button_does_not_decide_an_action(stage, digest):
    (message,) = await thread(stage, digest)
    await press(stage, message, "approve", offered(message, "sample_right")[0]["value"], stale=True)
    await stage.told("lea", "no card that is known")
