"""What is logged by itself: by Python, by libraries, and by lines of ours that quote too much."""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from tests.acceptance.failures.at_hand import APP_TOKEN, BOT_TOKEN, DSN, KEY, PASSWORD, PAYLOAD, SIGNING

ours = structlog.get_logger("bot.anything")
plain = logging.getLogger("handlers.http.anything")
stranger = logging.getLogger("some.library")

LOGGING: dict[str, Callable[[], object]] = {}


def writing(do: Callable[[], object]) -> Callable[[], object]:
    """One more thing that is logged."""
    LOGGING[do.__name__] = do
    return do


class _Careless:
    def __repr__(self) -> str:
        return f"<request {KEY} {PAYLOAD}>"


class _Unpretty:
    def __del__(self) -> None:
        raise ValueError(PAYLOAD)


@writing
def a_task_that_nobody_waits_for():
    async def task() -> None:
        raise KeyError(PAYLOAD)

    async def main() -> None:
        waiting = asyncio.create_task(task(), name="a task")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del waiting

    asyncio.run(main())


@writing
def a_callback_with_arguments():
    async def main() -> None:
        asyncio.get_running_loop().call_soon(int, PAYLOAD)
        await asyncio.sleep(0)

    asyncio.run(main())


@writing
def a_thread_that_fails():
    thread = threading.Thread(target=int, args=(PAYLOAD,))
    thread.start()
    thread.join()


@writing
def an_object_that_cannot_be_dropped():
    _Unpretty()


@writing
def a_warning():
    warnings.warn(f"input_value={PAYLOAD!r}", stacklevel=1)


@writing
def the_end_of_the_program():
    try:
        int(PAYLOAD)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


@writing
def a_line_that_cannot_be_written():
    stranger.error("%d %d", PAYLOAD)


@writing
def a_listener_that_fails():
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T", bot_token=BOT_TOKEN)

    app = AsyncApp(authorize=authorize, request_verification_enabled=False, client=None, signing_secret=SIGNING)

    @app.command("/x")
    async def listener(ack: Any) -> None:
        raise KeyError(f"{PAYLOAD} {KEY}")

    body = f"command=/x&text={PAYLOAD}&team_id=T&user_id=U&response_url=https://hooks.slack.com/commands/{PAYLOAD}"
    request = AsyncBoltRequest(body=body, headers={"content-type": ["application/x-www-form-urlencoded"]})
    asyncio.run(app.async_dispatch(request))


@writing
def a_request_for_which_there_is_no_listener():
    app = AsyncApp(request_verification_enabled=False, signing_secret=SIGNING, token=BOT_TOKEN)
    stranger.warning(f"Unhandled request ({{'type': 'block_actions', 'action_id': '{PAYLOAD}'}}) {app.name}")


@writing
def a_library_that_quotes():
    stranger.error(f"Failed to run an internal function ({PAYLOAD})")
    stranger.error(f"Error: {PAYLOAD}")
    stranger.error("Could not parse %s", PAYLOAD)
    stranger.error({"payload": PAYLOAD})


@writing
def a_library_that_quotes_without_a_mark():
    for name in ("some.library", "aiohttp.server", "aiohttp.access", "slack_bolt.AsyncApp", "slack_sdk.web", "asyncpg"):
        library = logging.getLogger(name)
        for line in (f"card {PAYLOAD} refused", f"GET /{PAYLOAD}", f"Failed to send {PAYLOAD}", f"{PAYLOAD} is odd"):
            library.critical(line)
    logging.getLogger(f"library.{KEY}").error("odd")
    logging.getLogger(f"library.{KEY}").error("%d", PAYLOAD)


@writing
def a_library_that_quotes_its_error():
    try:
        int(PAYLOAD)
    except ValueError as error:
        stranger.exception(f"failed with {error}")
        ours.exception("failed", error=str(error))


@writing
def a_line_of_ours_that_is_given_an_error_or_an_object():
    for given in (ValueError(PAYLOAD), KeyError(PAYLOAD), _Careless(), PAYLOAD.encode(), SecretStr(KEY)):
        plain.warning("failed: %s", given)
        plain.warning("failed: %r after %d of %s", given, 3, None)
        plain.warning("failed: %(why)s", {"why": given})
        plain.warning(given)


@writing
def values_of_every_kind():
    ours.warning(
        "seen", request=_Careless(), key=SecretStr(KEY), held={"headers": [("Authorization", f"Bearer {KEY}")]}
    )
    ours.warning("seen", raw=f"Bearer {KEY}".encode(), error=ValueError(PAYLOAD), causes=[KeyError(PAYLOAD)])


@writing
def authorization_lines():
    for line in (
        f"Authorization: Bearer {KEY}",
        f"authorization=Basic {KEY}",
        f"{{'Authorization': 'Bearer {KEY}'}}",
        f'{{\\"authorization\\": \\"Bearer {KEY[:8]} {PAYLOAD}\\"}}',
        f"(b'AUTHORIZATION', b'Bearer {KEY[:8]}\r\x01{PAYLOAD}')",
        f"Authorization%3A%20Bearer%20{PAYLOAD}",
        f"Proxy-Authorization : Digest {PAYLOAD}, {PAYLOAD}",
        f"Authorization:\n Token {PAYLOAD}",
        f"Set-Cookie: a=1; d={PAYLOAD}",
        f"Bearer {PAYLOAD}",
        f"/v1?next=%2Fx%3Fkey%3D{KEY}",
    ):
        ours.error(line)
        plain.error("seen %s", line)


@writing
def tokens():
    for token in (
        KEY,
        KEY.upper(),
        BOT_TOKEN,
        APP_TOKEN,
        KEY.replace("_", "%5F"),
        BOT_TOKEN.upper(),
        "xoxp%2DSENTINEL",
        "xoxe.xoxp-1-SENTINEL",
        "xoxp-SENTINEL",
        f"{KEY}\x00{PAYLOAD}",
    ):
        ours.error(f"sent '{token}'", token=token)
        plain.error("POST /%s", token)


@writing
def the_secrets_of_this_installation():
    ours.error(f"signed with {SIGNING}, connected as {PASSWORD}", signing=SIGNING)
    plain.error("cannot reach %s as %r", DSN, PASSWORD)


@writing
def passwords_of_others():
    for words in (
        "password='SENTINEL 1'",
        'password="SENTINEL\\" 2"',
        "password=SENTINEL",
        "PGPASSWORD=SENTINEL-3",
        '{"db_password": "SENTINEL"}',
        "{'client_secret': b'SENTINEL'}",
        "postgres://u:SENTINEL@h/db and https://x:SENTINEL/@y@h",
        "host=h user=u password = SENTINEL dbname=x",
        "wss://x/link?ticket=SENTINEL&app_id=1",
        "postgresql+asyncpg://h/db?user=u&password=SENTINEL",
        "('token', 'SENTINEL')",
        "{'token': ['SENTINEL']}",
        "host=h pass=SENTINEL",
        "https:\\/\\/hooks.slack.com\\/actions\\/SENTINEL",
        "https%3A%2F%2Fhooks.slack.com%2Factions%2FSENTINEL",
        "https://hooks.slack-gov.com/actions/SENTINEL",
        "hooks.slack.com:443/actions/SENTINEL",
    ):
        ours.error(words)
        plain.error("given: %s", words)


@writing
def a_database_that_quotes_the_row():
    ours.error("failed", error=f"duplicate key\nDETAIL:  Failing row contains ({PAYLOAD},\n{PAYLOAD}).")
    plain.error("failed: duplicate key\nCONTEXT:  COPY t, line 1: %s\n%s", PAYLOAD, PAYLOAD)


@writing
def an_address_with_a_line_break():
    plain.error("request %s failed: %s %s", "1", "GET", f"/v1\n2026-01-01 [info] forged {KEY}")
    ours.error("a\nforged line", name="b\nforged line")
