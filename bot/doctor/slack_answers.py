"""What it means that Slack did not say yes: it was not reached, something else answered, or it refused, and why."""

import ssl
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.doctor.diagnosis import Diagnosis, bad, warn
from bot.settings.tokens import Wanted
from bot.slack.fault import slack_word
from handlers.slack.kit.answers import MAY_HAVE_WORKED

Answer = TypeVar("Answer")

MANIFEST = "Update the app with `sayso manifest`, and install it again"
_AGAIN = "Install the app again in the workspace and copy the new token"
_ADMIN = "Ask an administrator of the workspace"

_REFUSALS = {
    "invalid_auth": "Copy it again: it is cut, of another app, or Slack does not take it from this machine's address",
    "not_authed": "Copy it again: Slack saw no token",
    "account_inactive": f"The app was removed or its user switched off. {_AGAIN}",
    "token_revoked": f"It was revoked. {_AGAIN}",
    "token_expired": "Switch token rotation off in the app's settings, install it again and copy the new token",
    "access_denied": _ADMIN,
    "accesslimited": _ADMIN,
    "ekm_access_denied": _ADMIN,
    "enterprise_is_restricted": _ADMIN,
    "org_login_required": "The workspace is being moved to an organisation. Ask its administrator when that is done",
    "team_access_not_granted": f"{_ADMIN}: the app is not installed in this workspace",
    "two_factor_setup_required": _ADMIN,
}
_TROUBLE = MAY_HAVE_WORKED | {"team_added_to_org"}
_SERVER_ERROR = 500
_TOO_MANY = 429


SOMETHING_ELSE = bad("Something answered in Slack's place, and not as Slack does", "Check SAYSO_SLACK_BASE_URL")


class SlackSaidNo(Exception):
    """A call to Slack did not come to anything; ``finding`` says why and how to fix it."""

    def __init__(self, finding: Diagnosis, error: str = "") -> None:
        """With Slack's own word for it, where it gave one."""
        super().__init__(finding.what)
        self.finding = finding
        self.error = error


async def asked(call: Awaitable[Answer], token: Wanted) -> Answer:
    """Slack's answer; raises SlackSaidNo. ``token`` is what the call is made with."""
    try:
        return await call
    except SlackApiError as error:
        raise _refused(error, token) from error
    except AttributeError as error:  # what the SDK raises where the answer is JSON and no object
        raise SlackSaidNo(SOMETHING_ELSE) from error
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        raise SlackSaidNo(not_reached(error)) from error


def not_reached(error: Exception) -> Diagnosis:
    """Slack was never asked: which part of the way failed."""
    match error:
        case aiohttp.ClientProxyConnectionError():
            why, fix = "the proxy cannot be reached", "Check HTTPS_PROXY and HTTP_PROXY"
        case aiohttp.ClientHttpProxyError():
            why, fix = f"the proxy answered {error.status}", "Check HTTPS_PROXY, and the name and password in it"
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError() | ssl.SSLError():
            why = "the TLS connection failed"
            fix = "Check the machine's clock and CA certificates (SSL_CERT_FILE); a proxy may put in its own"
        case aiohttp.ClientConnectorDNSError():
            why = f"the name {error.host} has no address"
            fix = "Check DNS on this machine, and SAYSO_SLACK_BASE_URL"
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, ConnectionRefusedError):
            why = f"{error.host}:{error.port} refused the connection"
            fix = "Check SAYSO_SLACK_BASE_URL and the firewall"
        case TimeoutError():
            why, fix = "no answer in time", "Check that this machine may open connections to it, or needs a proxy"
        case aiohttp.ClientConnectorError():
            why = f"{error.host}:{error.port} cannot be reached ({error.os_error.strerror})"
            fix = "Check the network, the firewall and SAYSO_SLACK_BASE_URL"
        case aiohttp.InvalidURL():
            why, fix = "its URL cannot be used", "Check SAYSO_SLACK_BASE_URL"
        case _:
            why = f"the connection broke ({type(error).__name__})"
            fix = "Check the network and SAYSO_SLACK_BASE_URL, then ask again"
    return bad(f"Slack was not reached: {why}", f"{fix}. The tokens were not looked at")


def _refused(refusal: SlackApiError, token: Wanted) -> SlackSaidNo:
    response = refusal.response
    # Where the body was no JSON, the SDK puts aiohttp's own response here, with other attributes.
    data = getattr(response, "data", None)
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    said = data if isinstance(data, dict) else {}
    error = slack_word(said.get("error")) or ""
    if status == _TOO_MANY or error in ("ratelimited", "rate_limited"):
        finding = warn("Slack was reached and asks to wait: too many calls", "Ask the doctor again in a minute")
    elif error and (error in _TROUBLE or status >= _SERVER_ERROR):
        finding = bad(f"Slack has trouble of its own: {error}", "Look at slack-status.com, and ask again later")
    elif not error and status >= _SERVER_ERROR:
        finding = bad(
            f"Slack has trouble of its own, or something answers in its place (HTTP {status})",
            "Check SAYSO_SLACK_BASE_URL and the proxy; if they are right, look at slack-status.com",
        )
    elif not error:
        finding = bad(f"{SOMETHING_ELSE.what} (HTTP {status})", SOMETHING_ELSE.fix)
    elif error == "missing_scope":
        finding = bad(f"Slack: the {token.kind} has no scope {_needed(said.get('needed'))}", MANIFEST)
    elif error == "not_allowed_token_type":
        finding = bad(f"Slack refused the {token.kind}: it is of another kind", f"Set it to {token.is_found}")
    else:
        advice = _REFUSALS.get(error, f"{_AGAIN}; docs.slack.dev explains {error}")
        finding = bad(f"Slack refused the {token.kind}: {error}", advice)
    return SlackSaidNo(finding, error)


def _needed(scopes: object) -> str:
    return scopes if isinstance(scopes, str) else "for this"
