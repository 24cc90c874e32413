"""The listeners: whatever people do in Slack reaches the use cases."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from slack_bolt.app.async_app import AsyncApp

from bot.delivery.courier import Courier
from bot.settings import Settings, Transport
from bot.slack.app import slack_app
from bot.slack.socket import SlackSocket
from bot.slack.workspace import SlackWorkspace
from bot.wiring.storage import OUTAGES
from handlers.slack.kit.ports import SlackPorts
from oversight.ports import Ports
from storage.store import Store


@asynccontextmanager
async def listen_to_slack(
    settings: Settings, store: Store, ports: Ports, workspace: SlackWorkspace, courier: Courier
) -> AsyncIterator[tuple[AsyncApp, SlackSocket | None]]:
    """Bolt's app with every listener, and the socket that feeds it; None where Slack reaches us over HTTP.

    At the end no new payload comes in, and the listeners have ended what they had begun.
    """
    slack_ports = SlackPorts(
        ports,
        store.postings,
        workspace.client,
        courier.redraw,
        workspace.uninstalled,
        lambda: workspace.directory.workspace_url,
        pressed=courier.pressed,
        heard=courier.heard,
        outages=OUTAGES,
    )
    async with AsyncExitStack() as stack:
        stack.push_async_callback(slack_ports.pending.close)
        bolt = slack_app(
            slack_ports,
            base_url=settings.slack_base_url,
            session=workspace.session,
            signing_secret=settings.slack_signing_secret.get_secret_value(),
        )
        socket = None
        if settings.slack_transport is Transport.SOCKET:
            socket = SlackSocket(bolt, settings.slack_app_token.get_secret_value())
            await socket.open()
            stack.push_async_callback(socket.close)
        yield bolt, socket
