"""What the log has of a decision: everything that it takes to check it, and what the person had before them."""

import json

import pytest

from blocks.kit import ids
from bot.audit.plain_blocks import plain_lines
from bot.cli.audit.show import story

WHO = {"kind": "human", "id": "U0SAM", "name": "Sam Okafor"}


async def leaves_of(stage, action):
    await stage.store.audit.sequence(1000)
    leaves = await stage.store.audit.leaves_of(action.id)
    return [json.loads(leaf.leaf) for leaf in leaves]


async def test_a_decision_by_a_person_has_everything_that_it_takes_to_check_it(stage):
    action = await stage.propose(on_behalf_of="Ana Lima")
    await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")
    leaves = {leaf["kind"]: leaf for leaf in await leaves_of(stage, action)}
    assert list(leaves) == ["action.submitted", "action.posted", "action.voted", "action.decided"]
    submitted, posted, voted, decided = leaves.values()
    assert submitted["agent_id"] == "agt_refunds"
    assert submitted["details"]["on_behalf_of"] == "Ana Lima"
    assert submitted["details"]["checks"] == {"within_policy": True}
    for leaf in leaves.values():
        assert leaf["state"]["payload_digest"] == action.version.digest
        assert leaf["state"]["policy_hash"] == stage.policies.policy.hash
        assert leaf["at"]
        assert leaf["rule"]
    assert posted["details"]["tier"] == "team_member"
    assert voted["actor"] == WHO
    assert voted["details"]["workspace"] == stage.directory.home_team
    assert voted["details"]["vouched_by"] == "slack_socket"
    assert voted["details"]["checked_at"]
    assert voted["details"]["shown"] == posted["details"]["shown"]
    assert decided["state"]["status"] == "approved"


@pytest.mark.parametrize("press", ["Reject", "Modify"])
async def test_what_a_person_was_shown_is_kept_and_can_be_read_again(stage, press):
    action = await stage.propose("refund.issue", {"order_id": "4711", "amount": 900, "card_number": "4111 1111"})
    card = stage.channel("#agent-approvals").expect_card("4711").click(press, as_="sam")
    if press == "Reject":
        await (
            card.expect_window("Why do you reject it?", of="sam")
            .submit(**{ids.REASON_INPUT: "Wrong customer"})
            .expect_closed()
        )
    else:
        window = card.expect_window("approves the action with your changes", of="sam")
        await window.submit(**{"$.amount": "450"}).expect_closed()
    leaves = await leaves_of(stage, action)
    (voted,) = [leaf for leaf in leaves if leaf["kind"] == "action.voted"]
    document = await stage.store.audit.shown(voted["details"]["shown"])
    lines = "\n".join(plain_lines(json.loads(document)["blocks"]))
    assert "4711" in lines
    assert "900" in lines
    assert "4111" not in lines


async def test_the_story_is_told_from_the_log_alone(stage):
    action = await stage.propose()
    await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")
    await stage.store.audit.sequence(1000)
    leaves = await stage.store.audit.leaves_of(action.id)
    told = "\n".join([line async for line in story(leaves, stage.store.audit)])
    assert "refund-bot proposed refund.issue" in told
    assert "Sam Okafor (U0SAM of " in told
    assert "answered approve to version 1; known by slack_socket, checked at 2026-03-02" in told
    assert "It is approved, by a person, by the rule quorum" in told
    assert "What would run" in told
