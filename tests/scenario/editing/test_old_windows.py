"""A window that is older than the edit: what is done in it never reaches another value than the one it showed."""

import asyncio

from oversight.editing.edit import saved_after
from oversight.editing.form.rows import removed
from tests.scenario.editing.orders import editing, proposed, result
from tests.unit.blocks.editing.orders import ORDER

LINES = [{"sku": sku, "price": price} for price, sku in enumerate("abcd")]


async def lines_of(stage, action):
    """The lines of Sam's edit."""
    edit = await stage.store.edits.of(action.id, "U0SAM")
    return "".join(line["sku"] for line in edit.working.value["lines"])


async def press_twice(stage, window, words, path, view=None):
    """Both presses are sent before Slack shows what the first one did."""
    view = view or window.view
    block, element = window._menu(words, path)
    fields = {"view_id": view["id"], "block_id": block["block_id"], "action_id": element["action_id"]}
    offered = {one["text"]["text"]: one["value"] for one in element.get("options", ())}
    fields["value"] = offered.get(words, element.get("value"))
    await asyncio.gather(*(stage.do("click", user="sam", **fields) for _ in range(2)))
    await window._look()


async def test_remove_pressed_twice_removes_one_entry(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES})
    window = await editing(stage)
    await press_twice(stage, window, "Remove", "$.lines[1]")
    assert await lines_of(stage, action) == "acd"
    await window.choose("Remove", of="$.lines[1]")
    assert await lines_of(stage, action) == "ad"


async def test_move_pressed_twice_moves_one_entry_once(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES})
    window = await editing(stage)
    await press_twice(stage, window, "Move down", "$.lines[0]")
    assert await lines_of(stage, action) == "bacd"


async def test_an_entry_is_added_once_and_its_window_opens_once(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES})
    window = await editing(stage)
    await press_twice(stage, window, "Add to lines", "$.lines")
    edit = await stage.store.edits.of(action.id, "U0SAM")
    assert [line.get("sku") for line in edit.working.value["lines"]] == ["a", "b", "c", "d", None]
    assert len(await stage.views("sam")) == 2


async def test_a_row_that_is_opened_twice_has_one_window(stage):
    await proposed(stage)
    window = await editing(stage)
    await press_twice(stage, window, "Edit", "$.ship")
    assert len(await stage.views("sam")) == 2
    await window.choose("Edit", of="$.ship.to").submit(**{"$.ship.to.street": "Side St 2"})
    await window.submit().expect("Approve changes").submit().expect_closed()


async def on_another_device(stage, action, change):
    """Sam does this to the edit elsewhere; no window here shows it."""
    edit = await stage.store.edits.of(action.id, "U0SAM")
    made = edit.made_to(change(edit.working))
    assert await stage.store.edits.save(saved_after(made, edit, stage.clock.at))


async def test_what_is_typed_for_an_entry_stays_with_it_where_it_was_moved_meanwhile(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES})
    window = await editing(stage)
    await window.choose("Edit", of="$.lines[2]")
    await on_another_device(stage, action, lambda working: removed(working, ("lines", 0)))
    await window.submit(**{"$.lines[2].price": "77"})
    edit = await stage.store.edits.of(action.id, "U0SAM")
    assert edit.working.value["lines"] == [LINES[1], {"sku": "c", "price": 77}, LINES[3]]


async def test_what_is_typed_for_an_entry_that_is_gone_is_put_into_no_other_one(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES})
    window = await editing(stage)
    await window.choose("Edit", of="$.lines[2]")
    await on_another_device(stage, action, lambda working: removed(working, ("lines", 2)))
    await window.submit(**{"$.lines[2].price": "77"})
    edit = await stage.store.edits.of(action.id, "U0SAM")
    assert edit.working.value["lines"] == [LINES[0], LINES[1], LINES[3]]


async def test_what_a_closed_window_had_changed_is_shown_before_it_is_sent(stage):
    action = await proposed(stage, {**ORDER, "lines": LINES * 3})
    window = await editing(stage)
    await window.choose("Edit", of="$.lines").choose("Remove", of="$.lines[0]")
    await stage.do("close", user="sam", view_id=window.view["id"])
    await window._look()
    await window.submit(**{"$.count": "3"}).expect("you changed more than this window showed")
    await window.expect("11 entries").expect_value("$.count", "3")
    assert (await stage.now(action)).decision is None
    await window.submit().expect_closed()
    assert await result(stage, action) == {**ORDER, "lines": [*LINES[1:], *LINES * 2], "count": 3}
