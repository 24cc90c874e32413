"""Content made to break the page: it shows what it can, says what it cannot, and everything around it stands."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.foreign import Foreign

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKUP = "</style><img src=x onerror=alert(1)><script>alert(2)</script>"
SIZES = [{"width": 360, "height": 740}, {"width": 1280, "height": 900}]
MILLISECONDS_FOR_SIGNS = 1_000


def plain(text: str) -> dict[str, Any]:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    """A section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def rich(part: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    """A rich text block of this one part."""
    return {"type": "rich_text", "elements": [{"type": kind, "elements": [part]}]}


ODD: dict[str, dict[str, Any]] = {
    "no-date": {"text": "<!date^soon^{date}|fallback words>"},
    "no-such-year": {"text": "<!date^99999999999999999^{time}|fallback words>"},
    "rich-date": {
        "blocks": [rich({"type": "date", "timestamp": 10**15, "format": "{date}", "fallback": "fallback words"})]
    },
    "image": {"blocks": [{"type": "image", "image_url": "no address", "alt_text": "fallback words"}]},
    "text": {"text": f"fallback words {MARKUP}"},
    "blocks": {
        "blocks": [{"type": "header", "text": plain(MARKUP)}, mrkdwn(MARKUP), mrkdwn("fallback words")],
    },
    "emoji": {"blocks": [rich({"type": "emoji", "name": "__proto__"}), mrkdwn(":constructor: fallback words")]},
    "script-link": {"blocks": [rich({"type": "link", "url": "javascript:alert(1)", "text": "fallback words"})]},
    "attachment": {"attachments": [{"text": "<!date^x^y|fallback words>", "title": "t", "title_link": "javascript:1"}]},
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
async def test_one_odd_message_does_not_hide_the_others(desk: Foreign, content: dict[str, Any]) -> None:
    """It is shown by its words, no script in it runs, and the next message comes as ever."""
    await desk.arrive()
    await desk.post(**{"text": "odd", **content})
    await desk.post(text="the next message")
    await expect(desk.message("fallback words")).to_be_visible()
    await expect(desk.message("the next message")).to_be_visible()
    assert not await desk.page.locator("#room article :is(script, img, a)").count()


async def test_a_block_that_the_page_cannot_take_says_so(desk: Foreign) -> None:
    """Whatever else such a block does, what stands beside it is read."""
    await desk.arrive()
    await desk.post(blocks=[mrkdwn("before"), mrkdwn("will break"), mrkdwn("after")])
    await expect(desk.message("after")).to_be_visible()
    shown = await desk.page.evaluate(
        """async () => {
          const { blocks } = await import("/page/blocks.js");
          const nodes = blocks([{ type: "table", rows: 5 }, { type: "divider" }], {});
          return nodes.map((node) => node.className);
        }"""
    )
    assert shown == ["unsupported", "block"]


async def test_a_button_opens_no_script(desk: Foreign) -> None:
    """Only addresses of the web and of mail are opened; the app hears of the press all the same."""
    button = {"type": "button", "action_id": "go", "url": "javascript:alert(document.domain)", "text": plain("Go")}
    await desk.arrive()
    await desk.post(blocks=[{"type": "actions", "block_id": "everything", "elements": [button]}])
    pressed = desk.page.get_by_role("button", name="Go", exact=True)
    await pressed.click()
    await expect(pressed).to_be_enabled()
    assert [one["actions"][0]["action_id"] for one in desk.heard] == ["go"]
    assert len(desk.page.context.pages) == 1


async def test_many_unclosed_signs_cost_no_time(desk: Foreign) -> None:
    """A text as long as Slack takes, all of it opening signs, is drawn as fast as any other."""
    await desk.arrive()
    took = await desk.page.evaluate(
        """async () => {
          const { inline } = await import("/page/mrkdwn.js");
          const began = performance.now();
          for (const sign of ["*", "_", "~"]) inline(` ${sign}a`.repeat(13000));
          return performance.now() - began;
        }"""
    )
    assert took < MILLISECONDS_FOR_SIGNS


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
async def test_nothing_is_wider_than_the_page(desk: Foreign, size: Any) -> None:
    """Words without end are broken wherever they stand; only tables are moved sideways, by themselves."""
    await desk.page.set_viewport_size(size)
    await desk.arrive()
    word = "W" * 400
    quoted = [{"type": "text", "text": word}]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": [rich(quoted[0])["elements"][0]]}
    await desk.post(
        text=word,
        blocks=[
            {"type": "header", "text": plain("H" * 150)},
            mrkdwn(f"{word} `{word}` <https://slack.example/{word}>\n> {word}"),
            {"type": "section", "fields": [plain(word), plain(word)]},
            {"type": "context", "elements": [plain(word)]},
            rich(quoted[0], "rich_text_quote"),
            rich(quoted[0], "rich_text_preformatted"),
            {"type": "rich_text", "elements": [listed]},
            {"type": "table", "rows": [[{"type": "raw_text", "text": word}] * 3] * 2},
        ],
        attachments=[{"text": word, "title": word, "footer": word, "author_name": word}],
    )
    await expect(desk.page.locator("#room article .attachment")).to_be_visible()
    widths = await desk.page.locator("#room .messages").evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert widths[0] <= widths[1]
    assert await desk.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_double_click_asks_once_and_says_yes_to_nothing(desk: Foreign) -> None:
    """Its second half neither presses again nor confirms what the first half has only just asked."""
    confirm = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
    asked = {"type": "button", "action_id": "asked", "text": plain("Asked first"), "confirm": confirm}
    bare = {"type": "button", "action_id": "bare", "text": plain("Unasked")}
    await desk.arrive()
    await desk.post(blocks=[{"type": "actions", "block_id": "everything", "elements": [asked, bare]}])
    await desk.page.get_by_role("button", name="Asked first").click()
    yes = desk.page.locator("#confirm button", has_text="Yes")
    await yes.dispatch_event("click", {"detail": 2})
    await expect(yes).to_be_visible()
    assert not desk.heard
    await yes.click()
    await expect(yes).not_to_be_visible()
    await expect(desk.page.get_by_role("button", name="Asked first")).to_be_enabled()
    unasked = desk.page.get_by_role("button", name="Unasked")
    await unasked.dblclick()
    await expect(unasked).to_be_enabled()
    assert [one["actions"][0]["action_id"] for one in desk.heard] == ["asked", "bare"]
