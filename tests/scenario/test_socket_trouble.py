"""The socket breaks, and comes back by itself."""


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


async def test_slack_s_refusals_to_connect_are_outlived(stage):
    before = set(stage.sandbox.dispatcher.sockets._connections)
    await stage.fault("apps.connections.open", status=503, times=2)
    await stage.do("sockets/drop")
    await connected_anew(stage, before)
    await still_decides(stage)
