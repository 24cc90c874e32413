"""A reviewer's browser on the sandbox page, in front of a real bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, ViewportSize, async_playwright

from tests.acceptance.installation import Agent, Installation, install
from tests.acceptance.workspace import Workspace, workspace
from tests.browser.foreign import Foreign, foreign
from tests.browser.reviewer import Reviewer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def slack(tmp_path_factory: pytest.TempPathFactory, chromium_path: str) -> Iterator[Workspace]:
    """The workspace that every browser looks at."""
    with workspace(tmp_path_factory.mktemp("workspace")) as running:
        yield running


@pytest.fixture(scope="session")
def installation(slack: Workspace, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Installation:
    """A fresh installation over SQLite."""
    return install(tmp_path_factory.mktemp("installation"), slack, tables=migrated_file)


@pytest.fixture(scope="session")
def agent(installation: Installation) -> Iterator[Agent]:
    """An agent of a running bot."""
    with ExitStack() as stack:
        bot = stack.enter_context(installation.bot())
        yield bot.agent(installation.let_in("refund-bot"))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """One Chromium for all tests."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield running
        await running.close()


@pytest.fixture
def forgiven() -> list[str]:
    """Words of the complaints that this test's page may have, since the test breaks something on purpose."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, forgiven: list[str]) -> AsyncIterator[Page]:
    """A fresh page, in which nothing may go wrong unseen."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type}: {message.text} ({message.location})")

    def on_error(error: Error) -> None:
        complaints.append(f"uncaught: {error}")

    context = await browser.new_context(viewport=DESK, locale="en-GB", timezone_id="Europe/Berlin")
    opened = await context.new_page()
    opened.set_default_timeout(20_000)
    opened.on("console", on_console)
    opened.on("pageerror", on_error)
    yield opened
    await context.close()
    assert not [one for one in complaints if not any(words in one for words in forgiven)]


@pytest_asyncio.fixture(loop_scope="session")
async def desk(page: Page) -> AsyncIterator[Foreign]:
    """That page, on a workspace of its own with a foreign app in it."""
    async with foreign(page) as opened:
        yield opened


@pytest.fixture
def reviewer(page: Page, slack: Workspace) -> Reviewer:
    """Somebody at that page."""
    return Reviewer(page, slack)


@pytest.fixture(scope="session")
def screenshots(pytestconfig: pytest.Config) -> Path:
    """Where pictures for people's eyes are kept."""
    folder = pytestconfig.rootpath / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
