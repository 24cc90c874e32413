"""What an app may answer to a modal that was sent in, and what it hears when one is closed."""

import asyncio

import pytest

from tests.scenario.sandbox.line import line


def modal(title, **more):
    entry = {"type": "plain_text_input", "action_id": "words"}
    field = {"type": "input", "block_id": "field", "label": {"type": "plain_text", "text": "Words"}, "element": entry}
    plain = {name: {"type": "plain_text", "text": words} for name, words in {"title": title, "submit": "Send"}.items()}
    return {"type": "modal", **plain, "blocks": [field], **more}


async def stacked(bare, *views):
    """These modals are open, the last on top; its id is returned."""
    for view in views:
        trigger = bare.sandbox.space.triggers.give("U0SAM")
        shown = (await bare.client.views_push(trigger_id=trigger, view=view))["view"]["id"]
    return shown


async def titles(bare):
    return [view["title"]["text"] for view in (await bare.look("views", user="U0SAM"))["views"]]


async def sent(bare, view_id):
    return await bare.do("submit", user="U0SAM", view_id=view_id, values={"words": "yes"})


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (None, ["Low"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("New")}, ["Low", "New"]),
        ({"response_action": "push", "view": modal("New")}, ["Low", "Top", "New"]),
        ({"response_action": "errors", "errors": {"field": "No."}}, ["Low", "Top"]),
    ],
)
async def test_the_stack_stands_as_the_answer_wishes(bare, answer, left):
    async with line(bare, lambda _payload: answer):
        told = await sent(bare, await stacked(bare, modal("Low"), modal("Top")))
    assert told["ok"], told
    assert await titles(bare) == left
    assert told["errors"] == (answer or {}).get("errors", {})


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"response_action": "dance"}, "invalid_response_action"),
        ({"response_action": "errors", "errors": {"elsewhere": "No."}}, "invalid_errors"),
        ({"response_action": "errors"}, "invalid_errors"),
        ({"response_action": "update", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
        ({"response_action": "push"}, "invalid_arguments"),
    ],
)
async def test_an_answer_that_slack_refuses_is_an_error_for_the_person(bare, answer, error):
    async with line(bare, lambda _payload: answer):
        told = await sent(bare, await stacked(bare, modal("Low"), modal("Top")))
    assert (told["ok"], told["error"]) == (False, error)
    assert await titles(bare) == ["Low", "Top"]


async def test_a_fourth_modal_cannot_be_pushed_by_an_answer(bare):
    async with line(bare, lambda _payload: {"response_action": "push", "view": modal("Four")}):
        told = await sent(bare, await stacked(bare, *(modal(title) for title in ("One", "Two", "Three"))))
    assert told["error"] == "push_limit_reached"


async def test_a_modal_stays_when_the_app_is_silent(bare):
    told = await sent(bare, await stacked(bare, modal("Top")))
    assert told["error"] == "app_not_connected"
    assert told["detail"] == "The app is not connected. Start it, then try again."
    assert await titles(bare) == ["Top"]


async def test_only_the_top_of_the_stack_can_be_sent_in(bare):
    low = await stacked(bare, modal("Low"))
    await stacked(bare, modal("Top"))
    assert (await sent(bare, low))["error"] == "view_not_on_top"


async def test_closing_tells_the_app_that_asked_for_it_from_the_top_down(bare):
    async with line(bare) as app:
        await stacked(bare, modal("Low", notify_on_close=True), modal("Mid"))
        top = await stacked(bare, modal("Top", notify_on_close=True))
        await bare.do("close", user="U0SAM", view_id=top, clear=True)
        heard = [(await app.next())["payload"] for _ in range(2)]
    assert [(one["type"], one["view"]["title"]["text"], one["is_cleared"]) for one in heard] == [
        ("view_closed", "Top", True),
        ("view_closed", "Low", True),
    ]
    assert await titles(bare) == []


async def test_clear_on_close_closes_the_whole_stack(bare):
    await stacked(bare, modal("Low"))
    top = await stacked(bare, modal("Top", clear_on_close=True))
    await bare.do("close", user="U0SAM", view_id=top)
    assert await titles(bare) == []


@pytest.mark.parametrize("action", ["push", "update", "clear", "errors"])
async def test_what_was_closed_while_the_app_thought_stays_closed(bare, action):
    answer = {"response_action": action, "view": modal("New"), "errors": {"field": "No."}}
    async with line(bare, None) as app:
        sending = asyncio.create_task(sent(bare, await stacked(bare, modal("Low"), modal("Top"))))
        asked = await app.next()
        await bare.do("close", user="U0SAM", view_id=asked["payload"]["view"]["id"])
        await app.socket.send_json({"envelope_id": asked["envelope_id"], "payload": answer})
        told = await sending
    assert told["ok"], told
    assert await titles(bare) == ["Low"]
