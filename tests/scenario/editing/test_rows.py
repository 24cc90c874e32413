"""Rows: entries of lists, objects in objects however deep, and values of several shapes."""

import asyncio
import json

from tests.scenario.editing.orders import editing, proposed, result
from tests.scenario.windows import in_fields
from tests.unit.blocks.editing.orders import ORDER


async def depth(stage):
    """How many windows Sam has open."""
    return len(await stage.views("sam"))


async def test_an_entry_is_edited_in_a_window_of_its_own_and_its_row_tells_it(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.choose("Edit", of="$.lines[0]").expect("price")
    assert await depth(stage) == 2
    await window.submit(**{"$.lines[0].price": "-1"}).expect_error("minimum")
    await window.submit(**{"$.lines[0].price": "350"}).expect("price: 350")
    assert await depth(stage) == 1
    await window.submit().expect_closed()
    assert (await result(stage, action))["lines"][0] == {"sku": "A-1", "price": 350, "gift": False}


async def test_entries_are_added_moved_and_removed(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.choose("Move down", of="$.lines[0]").choose("Remove", of="$.lines[1]")
    await window.press("Add to lines")
    await window.submit(**{"$.lines[1].sku": "C-3"}).expect_error("required field")
    await window.submit(**{"$.lines[1].price": "7"}).expect("sku: C-3")
    await window.submit().expect_closed()
    assert (await result(stage, action))["lines"] == [ORDER["lines"][1], {"sku": "C-3", "price": 7}]


async def test_what_was_typed_before_a_press_is_still_there_after_it(stage):
    await proposed(stage)
    window = await editing(stage)
    await window.choose("Move down", of="$.lines[0]", **{"$.amount": "123", "reason_input": "Too much"})
    await window.expect_value("$.amount", "123").expect("(changed)").expect("Your changes so far")
    await stage.do("close", user="sam", view_id=window.view["id"])
    window = await editing(stage)
    await window.expect_value("$.amount", "123").expect("Before: 900")
    assert "Too much" in str(window.view)
    await window.press("Undo all my changes").expect_value("$.amount", "900")


async def test_objects_in_objects_open_three_windows_and_then_replace_the_last(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.choose("Edit", of="$.ship").choose("Edit", of="$.ship.to").expect("street")
    assert await depth(stage) == 3
    await window.choose("Edit", of="$.ship.to.contact", **{"$.ship.to.street": "Side St 2"})
    await window.choose("Edit", of="$.ship.to.contact.person").expect("person")
    assert await depth(stage) == 3
    await window.press("◀ Back", **{"$.ship.to.contact.person.name": "Bob"}).expect("name: Bob")
    await window.submit().expect_value("$.ship.to.street", "Side St 2")
    assert await depth(stage) == 3
    await window.submit()
    assert await depth(stage) == 2
    await window.submit()
    await window.submit().expect_closed()
    ship = {"to": {"street": "Side St 2", "contact": {"person": {"name": "Bob", "phone": None}}}}
    assert (await result(stage, action))["ship"] == ship


async def test_a_value_of_several_shapes_takes_another_and_the_first_comes_back(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.choose("Edit", of="$.payment").expect_value("$.payment.last4", "4242")
    await _branch(stage, window, "Bank transfer", **{"$.payment.last4": "1111"})
    await _branch(stage, window, "Card")
    await window.expect_value("$.payment.last4", "1111")
    await _branch(stage, window, "Bank transfer")
    await window.submit(**{"$.payment.iban": "DE89"})
    await window.submit().expect_closed()
    assert (await result(stage, action))["payment"] == {"kind": "bank", "iban": "DE89"}


async def _branch(stage, window, words, **values):
    menu = next(block for block in window.view["blocks"] if block["block_id"].startswith("branch"))
    fields = {"block_id": menu["block_id"], "action_id": "edit_branch", "value": words}
    said = await stage.do("click", user="sam", view_id=window.view["id"], values=window._named(values), **fields)
    assert said["ok"], said
    await window._look()


async def test_a_problem_in_a_row_stands_at_the_row_and_again_in_its_window(stage):
    await proposed(stage)
    window = await editing(stage)
    await window.choose("Edit", of="$.lines[0]", **{"$.amount": "100"})
    view = window.view["id"]
    await window.press("Edit as text")
    await window.submit(**{"$.lines[0]": '{"sku": "A-1", "price": -400}'})
    await window.submit().expect("price: ")
    await window.expect("minimum")
    await window.choose("Edit", of="$.lines[0]").expect("minimum")
    assert window.view["id"] != view


async def test_what_is_wrong_in_a_shape_is_named_at_its_row_and_at_its_field(stage):
    await proposed(stage)
    window = await editing(stage)
    await window.choose("Edit", of="$.payment").press("Edit as text")
    await window.submit(**{"$.payment": '{"kind": "bank", "iban": 5}'})
    await window.submit().expect('iban: [value] is not of type "string"')
    await window.choose("Edit", of="$.payment").expect('⚠️ [value] is not of type "string"')
    assert "oneOf" not in str(window.view)


async def test_a_key_that_is_missing_is_told_at_its_own_field(stage):
    await proposed(stage)
    window = await editing(stage)
    await window.press("Add to lines")
    await stage.do("close", user="sam", view_id=window.view["id"])
    await window._look()
    await window.submit().expect('sku: "sku" is a required property; price: "price" is a required property')
    await window.choose("Edit", of="$.lines[2]")
    said = [block["text"]["text"] for block in window.view["blocks"] if block["type"] == "section"]
    assert said == ['⚠️ sku: "sku" is a required property', '⚠️ price: "price" is a required property']


async def test_what_is_wrong_with_a_list_as_a_whole_is_said_on_its_page(stage):
    await proposed(stage)
    window = await editing(stage)
    many = json.dumps([{"sku": "a", "price": 1}] * 21)
    await window.press("Edit as text", **{"$.count": "3"})
    whole = json.dumps({**ORDER, "card_number": "[redacted]", "lines": json.loads(many)})
    await window.press("Back to the form", **{"$": whole})
    await window.choose("Edit", of="$.lines")
    await window.submit().expect("has more than 20 items")
    assert await depth(stage) == 2
    await window.choose("Remove", of="$.lines[0]").submit().expect("20 entries")
    await window.submit().expect_closed()


async def test_a_long_text_and_what_fits_no_form_are_edited_in_pieces(stage):
    lines = "\n".join(f"Line {number} of a long story" for number in range(300))
    action = await proposed(stage, {**ORDER, "story": lines})
    window = await editing(stage)
    await window.choose("Edit", of="$.story").expect("part 1")
    last = [block for block in window.view["blocks"] if block["type"] == "input"][-1]["element"]["initial_value"]
    await window.submit(**{f"$.story#{len(_inputs(window)) - 1}": last + " and its end"})
    await window.submit().expect_closed()
    assert (await result(stage, action))["story"] == lines + " and its end"


async def test_an_input_filled_to_its_end_with_signs_that_slack_counts_longer_becomes_two(stage):
    payload = {"html": "x" * 2_200, "note": "n"}
    action = await stage.propose("wire.tell", payload)
    card = stage.channel("#agent-approvals").expect_card("Tell wire").click("Modify", as_="sam")
    window = card.expect_window("Submitting approves", of="sam")
    await window.press("Edit as text")
    page = "<p>a &amp; b</p>" * 40
    text = json.dumps({**payload, "note": page}, indent=2) + "x"
    named = in_fields(window.view, {"$": text})
    press = {"user": "sam", "view_id": window.view["id"], "text": "Back to the form", "values": named}
    await asyncio.gather(stage.do("click", **press), stage.do("click", **press))
    await window.expect("This is not JSON")
    first, second, _ = (block["element"].get("initial_value", "") for block in _inputs(window))
    assert f"{first}\n{second}" == text
    await window.submit(**{"$#1": second[:-1]}).expect_closed()
    assert (await stage.now(action)).decision.modified_payload == {**payload, "note": page}


async def test_a_reason_that_slack_counts_too_long_is_not_cut(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.choose("Move down", of="$.lines[0]", reason_input="&" * 2_000)
    await window.choose("Move down", of="$.lines[0]").choose("Remove", of="$.lines[0]").submit().expect_closed()
    assert (await stage.now(action)).decision.reason == "&" * 2_000


async def test_a_payload_that_is_too_large_says_so_and_leads_to_rejecting(stage):
    action = await stage.propose("wire.tell", {"text": "x" * 120_000})
    card = stage.channel("#agent-approvals").expect_card("Tell wire").click("Modify", as_="sam")
    window = card.expect_window("Too large to edit here", of="sam")
    await window.press("Reject with the change you want").submit(reason_input="Shorter, please").expect_closed()
    assert (await stage.now(action)).decision.reason == "Shorter, please"


async def test_what_makes_a_payload_too_large_is_refused_while_it_can_still_be_shortened(stage):
    action = await stage.propose("wire.tell", {"text": "x" * 98_000})
    card = stage.channel("#agent-approvals").expect_card("Tell wire").click("Modify", as_="sam")
    window = card.expect_window("Submitting approves", of="sam")
    await window
    await window.submit(**{f"$#{number}": "y" * 3_000 for number in range(2, 6)}).expect_error("can be edited here")
    assert (await stage.now(action)).decision is None
    await window.submit(**{f"$#{number}": "y" * 2_500 for number in range(2, 6)}).expect_closed()
    assert "y" in str((await stage.now(action)).decision.modified_payload["text"])


def _inputs(window):
    return [block for block in window.view["blocks"] if block["type"] == "input"]
