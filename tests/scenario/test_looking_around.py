"""The Home tab, /approvals, the shortcut and a mention: what waits for one person."""

from blocks.kit import ids
from sandbox.message import words_in


async def test_the_home_tab_shows_what_waits_for_whoever_opens_it(stage):
    await stage.propose()
    await stage.do("home", user="sam")
    view = await stage.until(lambda: stage.sandbox.world.homes.get("U0SAM"))
    assert "1 action waits for your decision" in words_in(view.as_json())
    assert "4711" in words_in(view.as_json())
    await stage.do("home", user="oliver")
    view = await stage.until(lambda: stage.sandbox.world.homes.get("U0OLI"))
    assert "Nothing waits" in words_in(view.as_json())


async def test_details_open_from_the_home_tab(stage):
    await stage.propose()
    await stage.do("home", user="sam")
    view = await stage.until(lambda: stage.sandbox.world.homes.get("U0SAM"))
    said = await stage.do("click", user="sam", view_id=view.id, text="Details")
    assert said["acked"]
    (window,) = await stage.views("sam")
    assert "page 1 of" in words_in(window)


async def test_details_from_a_home_tab_are_for_the_action_s_reviewers(stage):
    action = await stage.propose()
    other = await stage.propose("deploy.run", {"service": "api"})
    await stage.do("home", user="sam")
    view = await stage.until(lambda: stage.sandbox.world.homes.get("U0SAM"))
    fields = {"action_id": ids.OPEN_FROM_HOME, "stale": True, "block_id": "elsewhere"}
    assert (await stage.do("click", user="sam", view_id=view.id, value=other.id, **fields))["acked"]
    await stage.until(lambda: stage.sandbox.world.stacks.get("U0SAM"))
    (window,) = await stage.views("sam")
    assert "Only the reviewers of this action" in words_in(window)
    assert action.id not in words_in(window)


async def test_the_command_lists_what_waits_and_links_to_the_card(stage):
    await stage.propose()
    said = await stage.do("command", user="sam", channel="#agent-approvals", text="/approvals")
    assert "1 action waits for your decision" in words_in(said["message"])
    card = await stage.channel("#agent-approvals").expect_card("4711")
    assert f"/archives/C0APPROVALS/p{card.ts.replace('.', '')}" in words_in(said["message"])


async def test_the_command_refuses_a_guest_and_helps_who_asks(stage):
    await stage.do("users", user="U0OLI", is_restricted=True)
    said = await stage.do("command", user="oliver", channel="#agent-approvals", text="/approvals")
    assert "Guests cannot decide" in words_in(said["message"])
    said = await stage.do("command", user="oliver", channel="#agent-approvals", text="/approvals help")
    assert "Decide on the card itself" in words_in(said["message"])


async def test_the_shortcut_opens_the_list_and_leads_to_the_details(stage):
    await stage.propose()
    assert (await stage.do("shortcut", user="sam", callback_id=ids.MY_APPROVALS_SHORTCUT))["acked"]
    (window,) = await stage.views("sam")
    assert "1 action waits" in words_in(window)
    assert (await stage.do("click", user="sam", view_id=window["id"], text="Details"))["acked"]
    assert "page 1 of" in words_in((await stage.views("sam"))[-1])


async def test_a_mention_is_answered_to_the_one_who_spoke(stage):
    await stage.do("say", user="sam", channel="#agent-approvals", text="<@U0BOT> what now?")
    await stage.told("sam", "shows what waits for your decision")
