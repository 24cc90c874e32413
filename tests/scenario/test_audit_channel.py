"""What was signed of the audit log comes to its channel, and so does that nothing is signed any more."""

from datetime import timedelta

import pytest

from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import SigningKey
from oversight.audit.log.note import opened
from oversight.usecases.audit.announce_log import announce_log
from oversight.usecases.audit.go_on import go_on
from tests.contract.test_audit_signing import Memory
from tests.scenario.stage import POLICY, a_stage

KEY = SigningKey("acme.example/sayso", b"k" * 32)
AUDITED = POLICY + 'audit: {channel: "#agent-audit", every: 1h}\n'


class House:
    """A stage whose log goes on."""

    def __init__(self, stage):
        self.stage, self.memory = stage, Memory()

    async def signs(self):
        """What happens is signed, and told where it is time."""
        self.stage.clock.at += timedelta(seconds=10)
        await go_on(self.stage.store.audit, [KEY], self.memory, self.stage.clock.at)
        await self.told()

    async def told(self):
        store, stage = self.stage.store, self.stage
        await announce_log(store.audit, store.announcements, stage.policies.policy, stage.clock.at)
        await stage.settle()

    async def said(self, channel="#agent-audit"):
        return await self.stage.channel(channel).messages()


@pytest.fixture
async def house(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=AUDITED) as stage:
        yield House(stage)


async def test_a_checkpoint_is_posted_as_it_was_signed(house):
    await house.stage.propose()
    await house.signs()
    (message,) = await house.said()
    note = message["blocks"][0]["elements"][1]["elements"][0]["text"]
    size = (await house.stage.store.audit.head()).size
    assert opened(note, [KEY.verifier])
    assert read_checkpoint(note).size == size > 0
    assert f"The audit log has {size} entries." in message["text"]
    await house.stage.propose()
    await house.signs()
    assert len(await house.said()) == 1
    house.stage.clock.at += timedelta(hours=1)
    await house.told()
    _, second = await house.said()
    assert "has 2 entries" not in second["text"]


async def test_a_checkpoint_does_not_bury_the_cards_of_another_channel(workspace, stage_database):
    """It has a fallback channel for cards, and the channel of the log is missing."""
    text = AUDITED.replace("#agent-audit", "#no-such").replace(
        "{review_timeout: 25m}", '{review_timeout: 25m, fallback_channel: "#agent-digest"}'
    )
    async with a_stage(workspace, stage_database, policy=text) as stage:
        house = House(stage)
        await stage.propose()
        await house.signs()
        assert await house.said("#agent-digest") == []
        (dead,) = await stage.store.outbox.dead_letters(5)
    assert (dead.message.kind, dead.message.channel) == ("checkpoint", "#no-such")


async def test_that_the_log_is_refused_is_said_with_what_to_do(house):
    await house.stage.propose()
    await house.signs()
    await house.stage.store.audit.refuse(1, "The database went back in time: 5 leaves were signed, and it holds 1.")
    for _ in range(2):
        house.stage.clock.at += timedelta(hours=2)
        await house.told()
    _, told = await house.said()
    assert "The database went back in time: 5 leaves were signed, and it holds 1." in told["text"]
    assert "sayso audit resume" in told["text"]


async def test_when_another_log_has_begun_nobody_needs_to_be_told_any_more(house):
    await house.stage.propose()
    store, stage = house.stage.store, house.stage
    await store.audit.sequence(100)
    await store.audit.refuse(1, "The database went back in time.")
    assert await announce_log(store.audit, store.announcements, stage.policies.policy, stage.clock.at)
    await store.audit.begin_anew("acme.example/sayso/2", b"{}", "log.began")
    await stage.settle()
    assert await house.said() == []
