"""The app installed in the workspace, and the secrets that it shares with the sandbox."""

import re
from dataclasses import dataclass, field

from sandbox.default_world import APP_ID, BOT_ID
from sandbox.manifest import Manifest

BOT_TOKEN_PREFIX = "xoxb-sandbox"  # noqa: S105  not a secret: the shape that the sandbox accepts
APP_TOKEN_PREFIX = "xapp-sandbox"  # noqa: S105  likewise
_REAL_SHAPE = re.compile(r"xox[a-z]-\d+-|xox[a-z]\.|xapp-\d-A|xwfp-")


@dataclass(slots=True)
class Install:
    """One installed app: its ids, tokens, signing secret, granted scopes and request URL."""

    app_id: str = APP_ID
    bot_id: str = BOT_ID
    bot_token: str = f"{BOT_TOKEN_PREFIX}-bot"
    app_token: str = f"{APP_TOKEN_PREFIX}-app"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105  a sandbox's secret guards nothing
    verification_token: str = "sandbox-verification-token"  # noqa: S105  likewise
    request_url: str | None = None
    manifest: Manifest = field(default_factory=Manifest)
    revoked: bool = False


def looks_real(token: str) -> bool:
    """Whether this has the shape of a token of a real workspace, which must never come here."""
    return _REAL_SHAPE.match(token) is not None
