"""A form for every kind of field: what is filled in is what runs, and nothing else changes."""

import pytest

from oversight.exact_json.canonical import canonical
from tests.scenario.editing.orders import WITH_ORDERS, editing, proposed, result
from tests.scenario.stage import a_stage, over_signed_http
from tests.unit.blocks.editing.orders import ORDER


@pytest.mark.parametrize(
    ("path", "entered", "key", "value"),
    [
        ("$.order", "008", "order", "008"),
        ("$.amount", "1e3", "amount", 1000.0),
        ("$.amount", "449.50", "amount", 449.5),
        ("$.count", "3", "count", 3),
        ("$.express", "No", "express", False),
        ("$.priority", "high", "priority", "high"),
        ("$.due", "2027-01-02", "due", "2027-01-02"),
        ("$.at", 1798139700, "at", "2026-12-24T20:15:00+01:00"),
        ("$.mail", "bob@example.org", "mail", "bob@example.org"),
        ("$.link", "https://example.org/o/8", "link", "https://example.org/o/8"),
        ("$.note", "It is \\u{202E} there", "note", "It is \u202e there"),
        ("$.story", "One\nTwo\n\u2603", "story", "One\nTwo\n\u2603"),
        ("$.tags", "late\nnew one", "tags", ["late", "new one"]),
        ("$.colours", ["green", "blue"], "colours", ["green", "blue"]),
    ],
)
async def test_one_field_is_changed_and_only_that(stage, path, entered, key, value):
    action = await proposed(stage)
    window = await editing(stage)
    await window.submit(**{path: entered}).expect_closed()
    assert canonical(await result(stage, action)) == canonical({**ORDER, key: value})
    [change] = (await stage.now(action)).decision.changes[:1]
    assert change.path.startswith(path)


async def test_an_option_among_many_is_found_by_typing(stage):
    action = await proposed(stage)
    window = await editing(stage)
    block = window._field("$.country")
    asked = {"view_id": window.view["id"], "block_id": block["block_id"], "action_id": "search_input"}
    offered = await stage.do("suggest", user="sam", value="14", **asked)
    assert [one["text"]["text"] for one in offered["options"]] == [
        "– left out –",
        "C014",
        *(f"C{number}" for number in range(114, 150) if "14" in str(number)),
    ], offered
    await window.submit(**{"$.country": "C148"}).expect_closed()
    assert (await result(stage, action))["country"] == "C148"


async def test_empty_null_and_left_out_are_three_things(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.expect("Now null").press("Edit as text").press("Back to the form")
    await window.submit(**{"$.note": "x"}).expect_closed()
    assert "note" in (await result(stage, action))
    other = await proposed(stage, {**ORDER, "order": "009", "note": "was here"})
    window = await editing(stage, words="009")
    await window.submit(**{"$.note": "", "$.order": "", "$.mail": "", "$.priority": "empty"}).expect_closed()
    changed = await result(stage, other)
    assert changed == {
        key: value for key, value in {**ORDER, "order": "", "note": None}.items() if key not in ("mail", "priority")
    }
    kinds = {change.path: change.kind for change in (await stage.now(other)).decision.changes}
    assert kinds == {"$.order": "changed", "$.note": "changed", "$.mail": "removed", "$.priority": "removed"}


async def test_a_date_is_emptied_by_a_button_and_can_be_chosen_again(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.press("Empty due", **{"$.count": "3"}).expect_value("$.due", None).expect("Before: 2026-12-24")
    await window.press("Empty at").submit(**{"$.at": 1798000000}).expect_closed()
    changed = {key: value for key, value in ORDER.items() if key != "due"} | {"count": 3, "at": "2026-12-23T04:26:00Z"}
    assert await result(stage, action) == changed


async def test_options_are_found_over_signed_http_too(workspace, stage_database):
    async with a_stage(workspace, stage_database, policy=WITH_ORDERS, transport=over_signed_http) as stage:
        await proposed(stage)
        window = await editing(stage)
        block = window._field("$.country")
        asked = {"view_id": window.view["id"], "block_id": block["block_id"], "action_id": "search_input"}
        offered = await stage.do("suggest", user="sam", value="C14", **asked)
        assert len(offered["options"]) == 11, offered


async def test_nothing_that_is_not_touched_changes(stage):
    odd = {**ORDER, "order": "007", "amount": 1e3, "note": "a\u202eb\r\n ", "at": "2026-12-24T18:30:00.123+05:45"}
    odd |= {"extra": {"n": 2**53 - 1, "z": -0.0, "e": 1e-7}, "more": ["", None, 0.1]}
    action = await proposed(stage, odd)
    window = await editing(stage)
    await window.submit().expect_error("Nothing was changed")
    await window.submit(**{"$.count": "3"}).expect_closed()
    assert canonical(await result(stage, action)) == canonical({**odd, "count": 3})
    assert str((await result(stage, action))["extra"]["z"]) == "-0.0"


async def test_a_hidden_value_stands_in_no_field_and_stays(stage):
    action = await proposed(stage)
    window = await editing(stage)
    await window.expect("Cards hide this value").submit(**{"$.count": "3"}).expect_closed()
    assert (await result(stage, action))["card_number"] == "4111"
    assert "4111" not in str(window.view)


async def test_what_cannot_be_read_stays_in_its_field(stage):
    await proposed(stage)
    window = await editing(stage)
    await window.submit(**{"$.count": "12 apples", "$.amount": "1,200.50"}).expect_error("Write a whole number")
    await window.expect_error("without signs between thousands")
    await window.press("Edit as text").press("Back to the form")
    await window.expect_value("$.count", "12 apples").expect_value("$.amount", "1,200.50")
