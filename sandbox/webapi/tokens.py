"""Which tokens may call: those of the sandbox, and never one that looks real."""

from typing import Final

from sandbox.install import APP_TOKEN_PREFIX, BOT_TOKEN_PREFIX, Install, looks_real
from sandbox.refusal import SlackRefusalError
from sandbox.webapi.methods import WITH_APP_TOKEN, WITHOUT_TOKEN

REAL_SHAPE_WARNING: Final = (
    "This looks like a token of a real workspace. It was not stored; revoke it if it left your machine, "
    "and give the sandbox a token that starts with xoxb-sandbox or xapp-sandbox."
)


def refuse_wrong_token(install: Install, method: str, token: str) -> None:
    """Nothing happens, or the refusal that Slack gives for this token is raised."""
    if looks_real(token):
        raise SlackRefusalError("invalid_auth", warning=REAL_SHAPE_WARNING)
    if method in WITHOUT_TOKEN:
        return
    if not token:
        raise SlackRefusalError("not_authed")
    needs_app_token = method in WITH_APP_TOKEN
    if token.startswith(APP_TOKEN_PREFIX if needs_app_token else BOT_TOKEN_PREFIX):
        if install.revoked:
            raise SlackRefusalError("token_revoked")
        return
    if token.startswith((APP_TOKEN_PREFIX, BOT_TOKEN_PREFIX)):
        raise SlackRefusalError("not_allowed_token_type")
    raise SlackRefusalError("invalid_auth")
