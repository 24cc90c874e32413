"""What raises; the error is logged by whoever was at work."""

import asyncio
import json
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import aiohttp
import asyncpg
import jsonschema
import jsonschema_rs
import msgspec
import orjson
import yaml
from aiohttp import http_exceptions
from multidict import CIMultiDict, CIMultiDictProxy
from pydantic import BaseModel
from slack_sdk.errors import SlackApiError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from yarl import URL

from bot.slack.fault import answer
from storage.engine.errors import StorageUnavailable
from storage.engine.postgresql.outages import outage
from storage.engine.sqlite.outages import sqlite_outages
from tests.acceptance.failures.at_hand import BOT_TOKEN, DSN, KEY, PASSWORD, PAYLOAD

RAISING: dict[str, Callable[[], object]] = {}


def raising(do: Callable[[], object]) -> Callable[[], object]:
    """One more thing that raises."""
    RAISING[do.__name__] = do
    return do


class Amount(BaseModel):
    """A model that a payload does not fit."""

    amount: int


class Row(msgspec.Struct):
    """A struct that a document does not fit."""

    amount: int


@raising
def a_missing_key():
    cards: dict[str, int] = {}
    cards[PAYLOAD]


@raising
def no_number():
    int(PAYLOAD)


@raising
def no_json():
    json.loads(f'{{"card": {PAYLOAD}')


@raising
def no_json_for_orjson():
    orjson.loads(f'{{"card": {PAYLOAD}')


@raising
def no_yaml():
    yaml.safe_load(f"a: [{PAYLOAD}\n b: {KEY}: x")


@raising
def no_utf8():
    (PAYLOAD.encode() + b"\xff").decode()


@raising
def no_ascii():
    (PAYLOAD + "é").encode("ascii")


@raising
def a_model_that_does_not_fit():
    Amount.model_validate({"amount": PAYLOAD})


@raising
def a_struct_that_does_not_fit():
    msgspec.convert({"amount": PAYLOAD}, Row)


@raising
def a_schema_that_does_not_fit():
    jsonschema.validate({"card": PAYLOAD}, {"properties": {"card": {"type": "number"}}})


@raising
def a_schema_that_does_not_fit_in_rust():
    jsonschema_rs.validate({"properties": {"card": {"type": "number"}}}, {"card": PAYLOAD})


@raising
def broken_compression():
    zlib.decompress(PAYLOAD.encode())


@raising
def a_row_that_is_there_already():
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("create table t (a text primary key)"))
        for _ in range(2):
            connection.execute(text("insert into t values (:a)"), {"a": PAYLOAD})


@raising
def a_row_of_postgresql():
    cause = asyncpg.UniqueViolationError("duplicate key value")
    cause.detail = f"Key (card)=({PAYLOAD}) already exists."
    raise DBAPIError("insert into t values ($1)", {"a": PAYLOAD}, cause) from cause


@raising
def an_outage_with_the_drivers_words():
    raise StorageUnavailable(f"PostgreSQL: no entry for {DSN}, password='{PASSWORD}'\nDETAIL:  Key (a)=({PAYLOAD})")


@raising
def a_database_that_is_not_there():
    asyncio.run(asyncpg.connect(DSN))


@raising
def a_database_url_that_is_none():
    asyncio.run(asyncpg.connect(f"postgresql://bot:{PASSWORD}@[::"))


@raising
def an_sqlite_statement():
    sqlite3.connect(":memory:").execute(f"select '{PAYLOAD}' frm x")


@raising
def a_malformed_request_line():
    raise http_exceptions.BadStatusLine(f"GET /{PAYLOAD} HTTP/1.1 {KEY}")


@raising
def a_header_that_is_too_long():
    raise http_exceptions.LineTooLong(f"Authorization: Bearer {KEY}", "8190", "9000")


@raising
def a_header_that_is_none():
    raise http_exceptions.InvalidHeader(f"Authorization: Bearer {KEY}\r".encode())


@raising
def malformed_http():
    raise http_exceptions.BadHttpMessage(f"Invalid header value char:\n\n  b'Authorization: Bearer {KEY}\\x01'\n  ^")


@raising
def an_answer_of_another_server():
    info = aiohttp.RequestInfo(
        URL(f"https://x/{PAYLOAD}"), "GET", CIMultiDictProxy(CIMultiDict({"Authorization": KEY})), URL("https://x")
    )
    raise aiohttp.ClientResponseError(info, (), status=502, message=PAYLOAD, headers=CIMultiDict({"X": KEY}))


@raising
def a_refusal_of_slack():
    raise SlackApiError("The request failed", {"ok": False, "error": "invalid_blocks", "text": PAYLOAD, "t": BOT_TOKEN})


@raising
def an_odd_answer_of_slack():
    async def call() -> NoReturn:
        said = SimpleNamespace(data={"ok": False, "error": f"no {PAYLOAD}"}, status_code=200, headers={"X": KEY})
        raise SlackApiError("The request failed", said)

    asyncio.run(answer("chat.postMessage", call()))


@raising
def a_damaged_text_in_sqlite():
    with sqlite_outages(Path("x.db")), create_engine("sqlite://").connect() as connection:
        connection.execute(text(f"select cast(x'{PAYLOAD.encode().hex()}ff' as text)")).fetchall()


@raising
def postgresql_that_is_broken_inside():
    cause = asyncpg.DataCorruptedError(f"invalid page at {PAYLOAD}")
    raise outage(cause) from cause


@raising
def a_driver_that_lost_its_connection():
    cause = asyncpg.InterfaceError(f"cannot go on with {PAYLOAD}")
    raise outage(cause) from cause


@raising
def an_unexpected_argument():
    no_number(**{PAYLOAD: 1})


@raising
def a_failed_assertion():
    raise AssertionError(PAYLOAD)


@raising
def an_error_of_the_system():
    raise OSError(2, "No such file", f"/tmp/{PAYLOAD}")


@raising
def a_note_on_an_error():
    error = ValueError("x")
    error.add_note(f"while reading {PAYLOAD} for {KEY}")
    raise error


@raising
def an_error_with_a_cause():
    try:
        no_number()
    except ValueError as error:
        raise RuntimeError(f"could not read {PAYLOAD}") from error


@raising
def an_error_while_handling_another():
    try:
        no_number()
    except ValueError:
        raise LookupError(KEY)  # noqa: B904 - on purpose


@raising
def several_errors_at_once():
    raise ExceptionGroup(PAYLOAD, [ValueError(PAYLOAD), ExceptionGroup("in it", [KeyError(KEY)])])


@raising
def errors_without_end():
    def deeper(secret: str) -> None:
        deeper(secret + KEY)

    deeper(PAYLOAD)


@raising
def an_error_that_is_its_own_cause():
    first, second = ValueError(PAYLOAD), KeyError(KEY)
    first.__cause__, second.__cause__ = second, first
    raise first


@raising
def an_error_that_cannot_be_shown():
    class Sullen(Exception):
        def __str__(self) -> str:
            raise RuntimeError(PAYLOAD)

        errno = property(lambda self: 1 / 0)

    raise Sullen(PAYLOAD)
