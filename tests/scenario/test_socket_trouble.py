"""The socket breaks, and comes back by itself."""

import asyncio

import pytest

from tests.scenario.stage import a_stage


async def connected_anew(stage, before):
    """Another connection than the ones there were stands."""

    def look():
        now = set(stage.sandbox.dispatcher.sockets._connections)
        return True if now - before else None

    assert await stage.sandbox.space.stream.until(look, 15.0), "not back within 15 seconds"


async def still_decides(stage):
    await stage.propose()
    await stage.channel("#agent-approvals").expect_card("4711").click("Approve", as_="sam").expect("Approved by Sam")


async def test_a_connection_that_breaks_off_is_made_again(stage):
    before = set(stage.sandbox.dispatcher.sockets._connections)
    await stage.do("sockets/drop")
    await connected_anew(stage, before)
    await still_decides(stage)


async def test_slack_s_wish_to_refresh_is_followed(stage):
    before = set(stage.sandbox.dispatcher.sockets._connections)
    await stage.do("sockets/drop", reason="refresh_requested")
    await connected_anew(stage, before)
    await still_decides(stage)


async def test_a_refused_upgrade_does_not_hang_it_for_ever(stage):
    before = set(stage.sandbox.dispatcher.sockets._connections)
    tickets = stage.sandbox.dispatcher.sockets.tickets
    use = tickets.use
    refused: list[bool] = []

    def use_all_but_the_first(ticket):
        if not refused:
            refused.append(use(ticket))
            return False
        return use(ticket)

    tickets.use = use_all_but_the_first
    await stage.do("sockets/drop")
    await connected_anew(stage, before)
    assert refused == [True]
    await still_decides(stage)


REFUSALS = [
    {"status": 503, "times": 3},
    {"error": "internal_error", "times": 3},
    {"error": "ratelimited", "retry_after": 2, "times": 1},
    {"drop": True, "times": 3},
    {"delay": 30, "times": 1},
]


@pytest.mark.parametrize("fault", REFUSALS, ids=str)
async def test_slack_s_refusals_to_connect_are_outlived(stage, fault):
    before = set(stage.sandbox.dispatcher.sockets._connections)
    await stage.fault("apps.connections.open", **fault)
    await stage.do("sockets/drop")
    await connected_anew(stage, before)
    await still_decides(stage)


async def test_a_connection_that_is_ended_at_once_again_and_again_is_not_asked_for_without_pause(stage):
    asked = counted_tickets(stage)
    for _ in range(3):
        before = set(stage.sandbox.dispatcher.sockets._connections)
        await stage.do("sockets/drop")
        await connected_anew(stage, before)
    loop = asyncio.get_running_loop()
    assert len(asked) == 3
    assert loop.time() - asked[0] > 1.0
    await still_decides(stage)


def counted_tickets(stage):
    """The moments at which tickets were made from now on."""
    made, tickets = [], stage.sandbox.dispatcher.sockets.tickets
    give = tickets.give

    def counting():
        made.append(asyncio.get_running_loop().time())
        return give()

    tickets.give = counting
    return made


TROUBLES = [{}, *REFUSALS[:2], {"drop": True, "times": 3}, {"status": 503, "times": 5}, {"delay": 9, "times": 2}]


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("trouble", TROUBLES, ids=str)
async def test_back_within_fifteen_seconds_whatever_slack_says_about_tickets(
    workspace, stage_database, trouble, record_property
):
    took = []
    async with a_stage(workspace, stage_database) as stage:
        for _ in range(7):
            before = set(stage.sandbox.dispatcher.sockets._connections)
            if trouble:
                await stage.fault("apps.connections.open", **trouble)
            began = asyncio.get_running_loop().time()
            await stage.do("sockets/drop")
            await connected_anew(stage, before)
            took.append(round(asyncio.get_running_loop().time() - began, 1))
            await stage.do("faults/clear")
        await still_decides(stage)
    record_property("back_after_seconds", str(took))
    assert max(took) < 15.0
