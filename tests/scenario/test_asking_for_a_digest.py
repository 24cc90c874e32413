"""Whoever reviews samples need not wait for the digest's time."""

from sandbox.message import words_in


async def ask(stage, user):
    said = await stage.do("command", user=user, channel="#agent-approvals", text="/approvals Digest")
    await stage.settle()
    return words_in(said["message"])


async def test_a_manager_gets_the_digest_now_and_only_once(stage):
    await stage.ports.review.begin_digests(stage.clock.now())
    await stage.advance(minutes=1)
    await stage.propose("ticket.tag", {"ticket": 1, "tag": "late"})
    await stage.advance(minutes=1)
    assert "on its way to #agent-digest: 1 action, 1 to look at." in await ask(stage, "lea")
    (head,) = await stage.channel("#agent-digest").messages()
    assert "1 action that ran without a person" in words_in(head)
    assert "made this very moment" in await ask(stage, "lea")
    assert len(await stage.channel("#agent-digest").messages()) == 1


async def test_others_are_refused_in_words(stage):
    await stage.ports.review.begin_digests(stage.clock.now())
    await stage.advance(minutes=1)
    assert "Only the reviewers named under lazy_review" in await ask(stage, "sam")
    assert await stage.channel("#agent-digest").messages() == []
