"""Modals of a foreign app: every kind of field, errors under their fields, three of them in a stack."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize, expect

from tests.browser.foreign import Foreign

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_every_kind_of_field_reaches_the_app(desk: Foreign, size: ViewportSize) -> None:
    """What was typed, chosen, searched and ticked is what the app gets, each in Slack's shape."""
    await desk.page.set_viewport_size(size)
    await desk.arrive()
    await desk.write("/form")
    field = desk.modal.get_by_label
    await field("Name").fill("Ada")
    await field("Mail").fill("ada@example.org")
    await field("Site").fill("https://example.org")
    await field("Count").fill("7")
    await field("Colour (optional)").select_option("Blue")
    for _ in range(2):
        await field("Colours").press("ArrowDown")
        await field("Colours").press("Enter")
    await expect(field("Colours")).to_be_hidden()
    await field("City").fill("Ber")
    await desk.modal.get_by_role("option", name="Bergen").click()
    await field("Person").select_option("U0DEV")
    await field("Rooms").fill("digest")
    await desk.modal.get_by_role("option", name="#agent-digest").click()
    await field("Day").fill("2026-10-25")
    await field("Hour").fill("02:30")
    await field("Moment").fill("2026-03-29T12:00")
    await desk.modal.get_by_role("checkbox", name="Green").check()
    await desk.modal.get_by_role("radio", name="Blue").check()
    await field("Story").fill("All *well*\n- one\n- two")
    assert await desk.modal.evaluate("(dialog) => dialog.scrollWidth <= dialog.clientWidth")
    await desk.modal.get_by_role("button", name="Send").click()
    await expect(desk.modal).to_have_count(0)
    await desk.heard.until(1)
    values = {name: entry[name] for name, entry in desk.heard[-1]["view"]["state"]["values"].items()}
    plain = {name: values[name]["value"] for name in ("name", "mail", "site", "count")}
    assert plain == {"name": "Ada", "mail": "ada@example.org", "site": "https://example.org", "count": "7"}
    assert values["colour"]["selected_option"]["value"] == "blue"
    assert [one["value"] for one in values["colours"]["selected_options"]] == ["green", "red"]
    assert values["city"]["selected_option"]["text"]["text"] == "Bergen"
    assert values["person"]["selected_user"] == "U0DEV"
    assert values["rooms"]["selected_channels"] == ["C0DIGEST"]
    assert (values["day"]["selected_date"], values["hour"]["selected_time"]) == ("2026-10-25", "02:30")
    assert values["moment"]["selected_date_time"] == 1_774_778_400
    assert [one["value"] for one in values["boxes"]["selected_options"]] == ["red", "green"]
    assert values["radio"]["selected_option"]["value"] == "blue"
    story = values["story"]["rich_text_value"]["elements"]
    assert [one["type"] for one in story] == ["rich_text_section", "rich_text_list"]
    assert story[0]["elements"][1] == {"type": "text", "text": "well", "style": {"bold": True}}


async def test_errors_stand_under_their_fields(desk: Foreign, screenshots: Path) -> None:
    """The page's own and the app's: each under its field, which the keyboard is led to; what was entered stays."""
    await desk.arrive()
    await desk.write("/form")
    await desk.modal.get_by_label("Count").fill("12")
    await desk.modal.get_by_role("button", name="Send").click()
    required = desk.modal.locator(".input", has_text="Name").locator(".complaint")
    await expect(required).to_have_text("Please complete this required field.")
    await expect(desk.modal.locator(".input", has_text="Count").locator(".complaint")).to_contain_text("9")
    await expect(desk.modal.get_by_label("Name")).to_be_focused()
    assert not desk.heard
    await desk.modal.get_by_label("Count").fill("3")
    await desk.modal.get_by_label("Name").fill("Nobody")
    await desk.modal.get_by_label("Name").press("Enter")
    await expect(required).to_have_text("Nobody is no name.")
    await expect(desk.modal.locator(".input", has_text="Mail").locator(".complaint")).to_have_text(
        "Nobody has no mail."
    )
    await expect(desk.modal.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    await expect(desk.modal.get_by_label("Count")).to_have_value("3")
    await desk.page.screenshot(path=screenshots / "form-errors.png")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_stack_of_three(desk: Foreign, size: ViewportSize, screenshots: Path) -> None:
    """A fourth is refused; Back and Escape lead down with everything as it was; the cross closes all."""
    await desk.page.set_viewport_size(size)
    await desk.arrive()
    await desk.write("/stack")
    title = desk.modal.locator("h2")
    for floor in (1, 2, 3):
        await expect(title).to_have_text(f"Floor {floor}")
        await desk.modal.get_by_label("Note").fill(f"on {floor}")
        await desk.modal.get_by_role("button", name="Higher").click()
    await expect(desk.modal.get_by_role("button", name="Higher")).to_be_enabled()
    assert desk.heard == [{"refused": "push_limit_reached"}]
    await expect(desk.page.locator("#modal")).to_have_attribute("data-depth", "3")
    await desk.page.screenshot(path=screenshots / f"stack-{size['width']}.png")
    await desk.modal.get_by_role("button", name="Back to Floor 2").click()
    await expect(title).to_have_text("Floor 2")
    await expect(desk.modal.get_by_label("Note")).to_have_value("on 2")
    await desk.page.keyboard.press("Escape")
    await expect(title).to_have_text("Floor 1")
    await expect(desk.modal.get_by_label("Note")).to_have_value("on 1")
    await expect(desk.modal.get_by_role("button", name="Back to")).to_have_count(0)
    await desk.modal.get_by_role("button", name="Higher").click()
    await expect(title).to_have_text("Floor 2")
    await desk.modal.get_by_role("button", name="Close all").click()
    await expect(desk.modal).to_have_count(0)
    await desk.heard.until(5)
    assert [one["is_cleared"] for one in desk.heard[1:]] == [False, False, True, True]
