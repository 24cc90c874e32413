"""Slack says that the app was removed: readiness must show it, because nobody will see a card any more."""

from handlers.slack.kit.clicks import Body
from handlers.slack.kit.listeners import Listeners
from handlers.slack.kit.ports import SlackPorts


def register(app: Listeners, ports: SlackPorts) -> None:
    """The end of the installation is noticed."""

    @app.event("app_uninstalled")
    async def uninstalled(_: Body) -> None:
        ports.uninstalled("The app was uninstalled from the workspace. Install it again.")

    @app.event("tokens_revoked")
    async def revoked(event: Body) -> None:
        if (event.get("tokens") or {}).get("bot"):
            ports.uninstalled("Slack revoked the bot token. Install the app again and set the new token.")
