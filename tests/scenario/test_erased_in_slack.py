"""A person who is forgotten is gone from the cards and the samples that stand in Slack, too."""

from datetime import timedelta

from oversight.ports.audit import Erasure
from oversight.usecases.review.post_digest import post_digest
from tests.builders import OPERATOR
from tests.scenario.stage import POLICY, a_stage

POLICY = POLICY.replace(
    "{risk: low, reversible: true}",
    "{risk: low, reversible: true, personal: [{path: email, subject: who}], card: {headline: [email]}}",
).replace(
    "deploy.run: {risk: high,",
    "deploy.run: {risk: high, personal: [{path: email, subject: who}], card: {headline: [email]},",
)
SECRET = "ada@example.org"
PAYLOAD = {"who": "c-7", "email": SECRET}


async def standing(stage, *channels):
    """What can be read in these channels now."""
    messages = [await stage.look("messages", channel=channel) for channel in channels]
    return str(messages)


async def erased(stage, action):
    done = await stage.store.personal.erase(action.id, "c-7", OPERATOR, stage.clock.now())
    assert isinstance(done, Erasure)
    assert done.why_not is None
    await stage.settle()


async def test_a_card_is_drawn_anew_without_what_was_erased(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=POLICY) as stage:
        channel = "#agent-approvals-leads"
        action = await stage.propose("deploy.run", PAYLOAD, description=f"for {SECRET}")
        await stage.channel(channel).expect_card(SECRET).click("Approve", as_="lea").expect("Approved by Lea Brandt")
        assert SECRET in await standing(stage, channel)
        await erased(stage, action)
        left = await standing(stage, channel)
        assert SECRET not in left
        assert "[erased]" in left
        leaves = [one.leaf.decode() for one in await stage.store.actions.events(action.id)]
        assert sum('"action.posted"' in one for one in leaves) == 1, "it stands where it stood"


async def test_a_sample_is_drawn_anew_without_what_was_erased(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=POLICY) as stage:
        await stage.ports.review.begin_digests(stage.clock.now())
        stage.clock.at += timedelta(hours=1)
        action = await stage.propose("ticket.tag", PAYLOAD, description=f"for {SECRET}")
        await stage.advance(minutes=30)
        await post_digest(stage.clock.now(), stage.ports)
        await stage.settle()
        assert SECRET in await standing(stage, "#agent-digest")
        await erased(stage, action)
        left = await standing(stage, "#agent-digest")
        assert SECRET not in left
        assert "[erased]" in left
