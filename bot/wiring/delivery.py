"""Delivery: whatever the outbox holds goes to Slack."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.delivery.channels import Channels
from bot.delivery.courier import Courier
from bot.delivery.pacing import Pacing
from bot.delivery.recovery import Recovery
from bot.delivery.render import Renderer
from bot.delivery.send import Sender
from bot.settings import Settings
from bot.slack.workspace import SlackWorkspace
from oversight.ports import Ports
from storage.store import Store


@asynccontextmanager
async def deliver(settings: Settings, store: Store, ports: Ports, workspace: SlackWorkspace) -> AsyncIterator[Courier]:
    """The courier runs; at the end it has finished what it could in a few seconds."""
    pacing = Pacing(timedelta(seconds=1 / settings.slack_posts_per_second))
    renderer = Renderer(store.books, store.postings, ports.policies, workspace.directory.group_id, store.audit)
    channels = Channels(workspace.client)
    sender = Sender(workspace.client, renderer, store.postings, channels, pacing, directory=workspace.directory)
    courier = Courier(store.outbox, sender, Recovery(store.outbox, sender, pacing, ports), pacing, store.clock)
    store.wakeup.listen(courier.wake)
    delivering = asyncio.create_task(courier.run(), name="courier")
    try:
        yield courier
    finally:
        try:
            await courier.close()
        finally:
            await delivering
