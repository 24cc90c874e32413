"""PostgreSQL's connection URLs mean what libpq makes of them, or one sentence names what cannot be followed."""

import ssl
from urllib.parse import quote, urlsplit

import pytest

from storage.engine.engines import open_database
from storage.engine.errors import StorageError
from storage.engine.postgresql.libpq import CONNECT_SECONDS, Dsn

BASE = "postgresql://u:secret@db.example.com/d"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("sslmode=require", "sslmode=require"),
        ("sslmode=prefer&target_session_attrs=read-write", "sslmode=prefer&target_session_attrs=read-write"),
        ("host=/run/postgresql", "host=%2Frun%2Fpostgresql"),
        ("channel_binding=prefer&gssencmode=disable&keepalives=1", ""),
        ("sslmode=", ""),
        ("password=a+b%26c", "password=a%2Bb%26c"),
    ],
)
def test_what_the_driver_follows_is_handed_on_and_what_is_done_anyway_is_not(query, kept):
    assert urlsplit(Dsn.of(f"{BASE}?{query}").url).query == kept


@pytest.mark.parametrize(
    ("query", "seconds"),
    [("", CONNECT_SECONDS), ("connect_timeout=5", 5.0), ("connect_timeout=0", None), ("connect_timeout=-1", None)],
)
def test_the_time_for_an_attempt_is_the_url_s(query, seconds):
    assert Dsn.of(f"{BASE}?{query}").seconds == seconds


@pytest.mark.parametrize(
    ("query", "name"),
    [("", "sayso"), ("application_name=desk", "desk"), ("fallback_application_name=desk", "desk")],
)
def test_the_server_sees_the_name_that_the_url_gives_us(query, name):
    assert Dsn.of(f"{BASE}?{query}").settings["application_name"] == name


def test_the_system_s_authorities_can_vouch_for_the_server():
    context = Dsn.of(f"{BASE}?sslmode=verify-full&sslrootcert=system").context
    assert context is not None
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("sslmode=require&channel_binding=require", "channel_binding"),
        ("pgbouncer=true", "pgbouncer"),
        ("schema=public", "schema"),
        ("search_path=app", "search_path"),
        ("requirepeer=postgres", "requirepeer"),
        ("gssencmode=require", "gssencmode"),
        ("require_auth=scram-sha-256", "require_auth"),
        ("hostaddr=127.0.0.1", "hostaddr"),
        ("load_balance_hosts=random", "load_balance_hosts"),
        ("client_encoding=latin1", "client_encoding"),
        ("connect_timeout=soon", "connect_timeout"),
        ("sslrootcert=/no/such/file.crt", "sslrootcert"),
        ("sslrootcert=system&sslmode=require", "sslmode"),
        ("target_session_attrs=best", "target_session_attrs is one of any, primary,"),
    ],
)
def test_a_parameter_that_cannot_be_followed_is_named_in_one_sentence(query, named):
    with pytest.raises(StorageError, match=rf"SAYSO_DATABASE_URL: .*{named}") as refused:
        open_database(f"{BASE}?{query}", serving=False)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:se#cret@db/d",
        "postgresql://u:se/cret@db/d",
        "postgresql://u:se?cret@db/d",
        "postgresql://u:se@cret@db/d",
        "postgresql://u:se[cret@db/d",
        "postgresql://u:se%cret@db/d",
        "postgresql://u:secret@db:port/d",
        "postgresql://u:secret@db/d?sslmode",
    ],
)
def test_a_password_that_is_not_escaped_is_said_and_not_repeated(url):
    with pytest.raises(StorageError, match="%40") as refused:
        open_database(url, serving=False)
    assert "cret" not in str(refused.value)


@pytest.mark.parametrize("query", ["sslmode=sometimes", "sslnegotiation=now"])
async def test_a_value_that_libpq_would_refuse_is_said_when_it_is_used(query):
    async with open_database(f"{BASE}?{query}", serving=False) as database:
        with pytest.raises(StorageError, match=query.partition("=")[0]) as refused:
            await database.read(lambda connection: connection.exec_driver_sql("SELECT 1").scalar())
    assert "secret" not in str(refused.value)


@pytest.mark.postgres
@pytest.mark.parametrize("storage_url", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    "change",
    [
        "{url}?sslmode=prefer&connect_timeout=5&channel_binding=prefer&keepalives=1",
        "{url}?application_name=desk&options=-c%20statement_timeout%3D9s&target_session_attrs=read-write",
        "postgres://{rest}",
        "postgresql+asyncpg://{rest}",
        "postgresql://{user}@nowhere.invalid,{place}",
        "postgresql:///{name}?host={host}&port={port}&user=postgres&password={password}",
    ],
)
async def test_usual_urls_connect(storage_url, change):
    parts = urlsplit(storage_url)
    url = change.format(
        url=storage_url,
        rest=storage_url.partition("://")[2],
        user=parts.netloc.rpartition("@")[0],
        place=f"{parts.hostname}:{parts.port}{parts.path}",
        name=parts.path[1:],
        host=parts.hostname,
        port=parts.port,
        password=quote(parts.password, safe=""),
    )
    asked = "SELECT current_setting('application_name')"
    async with open_database(url, serving=False) as database:
        name = await database.read(lambda connection: connection.exec_driver_sql(asked).scalar())
    assert name == ("desk" if "desk" in change else "sayso")
