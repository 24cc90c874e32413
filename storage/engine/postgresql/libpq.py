"""PostgreSQL's connection URLs as libpq reads them, for a driver that knows most of their parameters.

What the driver does not know it would hand to the server as a setting, which refuses to start the session. So each
parameter is either followed here, or named in one sentence; one that asks for more safety is never left out silently.
Nothing here repeats a part of the URL but a parameter's name: a password that is not escaped may be any of its parts.
"""

import re
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, quote, unquote, urlencode, urlsplit

import asyncpg
from msgspec import Struct

from storage.engine.errors import StorageError

CONNECT_SECONDS = 10.0
NAME = "sayso"
DRIVERS_OWN = frozenset(
    [
        "host",
        "port",
        "dbname",
        "user",
        "password",
        "passfile",
        "service",
        "sslmode",
        "sslcert",
        "sslkey",
        "sslrootcert",
        "sslcrl",
        "sslpassword",
        "sslnegotiation",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
        "target_session_attrs",
        "krbsrvname",
        "gsslib",
    ]
)
"""Parameters that the driver follows as libpq does."""
FILES = ("sslcert", "sslkey", "sslrootcert", "sslcrl")
AS_WE_DO: Mapping[str, frozenset[str]] = {
    "channel_binding": frozenset({"disable", "prefer"}),
    "client_encoding": frozenset({"auto", "utf8", "utf-8"}),
    "gssencmode": frozenset({"disable", "prefer"}),
    "keepalives": frozenset({"1"}),
    "load_balance_hosts": frozenset({"disable"}),
    "replication": frozenset({"false", "off", "no", "0"}),
    "sslcertmode": frozenset({"allow"}),
    "sslcompression": frozenset({"0"}),
    "sslsni": frozenset({"1"}),
}
"""Parameters of which these values ask for what is done anyway."""
SESSIONS = ("any", "primary", "standby", "prefer-standby", "read-write", "read-only")
"""The kinds of servers that a session may ask for."""
SAFER = "To make sure of the server: sslmode=verify-full&sslrootcert=system"
ESCAPED = (
    "SAYSO_DATABASE_URL cannot be read. It is postgresql://USER:PASSWORD@HOST:PORT/DATABASE; write characters "
    "such as @ / ? # % [ ] in the user's name or the password as %40 %2F %3F %23 %25 %5B %5D."
)


class Dsn(Struct, frozen=True):
    """Where to connect, and how."""

    url: str
    """What the driver is given."""
    seconds: float | None
    """For one attempt to connect; None for no limit."""
    settings: Mapping[str, str]
    context: ssl.SSLContext | None

    @classmethod
    def of(cls, url: str) -> Self:
        """The URL's meaning; raises StorageError, in one sentence, where it cannot be followed."""
        split = _split(url)
        given = _parameters(split.query)
        settings = {"application_name": NAME}
        if name := given.pop("fallback_application_name", ""):
            settings["application_name"] = name
        for name in ("application_name", "options"):
            if value := given.pop(name, ""):
                settings[name] = value
        seconds = _seconds(given.pop("connect_timeout", ""))
        context = _system_s_authorities(given)
        _check(given)
        address = split.netloc
        if given.get("host"):  # it counts more than the one before the path
            address = address.rpartition("@")[0] + "@" if "@" in address else ""
        query = urlencode(
            {name: value for name, value in given.items() if name in DRIVERS_OWN and value}, quote_via=quote
        )
        return cls(f"postgresql://{address}{split.path}" + (f"?{query}" if query else ""), seconds, settings, context)

    async def connect(self, kind: type[Any]) -> Any:
        """A connection of this kind; raises StorageError for a parameter's value, else what the driver raises."""
        encryption = {} if self.context is None else {"ssl": self.context}
        try:
            return await asyncpg.connect(
                self.url,
                timeout=self.seconds,
                command_timeout=None,  # whoever asks has a patience of its own
                server_settings=dict(self.settings),
                connection_class=kind,
                **encryption,
            )
        except asyncpg.exceptions.ClientConfigurationError as error:
            raise StorageError(f"SAYSO_DATABASE_URL: {error}") from error
        except ValueError as error:
            if isinstance(error, OSError):  # a certificate that is not believed is both
                raise
            raise StorageError(ESCAPED) from None


def _split(url: str) -> SplitResult:
    try:
        split = urlsplit(url)
    except ValueError:
        raise StorageError(ESCAPED) from None
    user, at, hosts = split.netloc.rpartition("@")
    last_port = re.fullmatch(r"[^\[\]]*|.*\[[^\[\]]*\](:\d*)?", hosts)
    ports = [host.partition(":")[2] for host in re.sub(r"\[[^\]]*\]", "", hosts).split(",")]
    if split.fragment or "@" in user or not last_port or any(port and not port.isdecimal() for port in ports):
        raise StorageError(ESCAPED)
    if at and re.search(r"%(?![0-9A-Fa-f]{2})", user):
        raise StorageError(ESCAPED)
    return split


def _parameters(query: str) -> dict[str, str]:
    """By name, the last one of each; a plus sign is a plus sign."""
    parts = [part.partition("=") for part in query.split("&") if part]
    if any(not separator for _, separator, _ in parts):
        raise StorageError(ESCAPED)
    return {unquote(name): unquote(value) for name, _, value in parts}


def _seconds(value: str) -> float | None:
    if not value:
        return CONNECT_SECONDS
    if not re.fullmatch(r"-?\d{1,9}", value):
        raise StorageError("SAYSO_DATABASE_URL: connect_timeout is a whole number of seconds.")
    return float(value) if int(value) > 0 else None


def _system_s_authorities(given: dict[str, str]) -> ssl.SSLContext | None:
    """Where the system's own authorities vouch for the server, which the driver has no word for."""
    if given.get("sslrootcert") != "system":
        return None
    if given.pop("sslmode", "verify-full") != "verify-full":
        raise StorageError("SAYSO_DATABASE_URL: sslrootcert=system goes with sslmode=verify-full only.")
    del given["sslrootcert"]
    context = ssl.create_default_context()
    if (certificate := given.pop("sslcert", "")) and Path(certificate).is_file():
        context.load_cert_chain(certificate, given.pop("sslkey", "") or None, given.pop("sslpassword", "") or None)
    return context


def _check(given: Mapping[str, str]) -> None:
    for name, value in given.items():
        if name in DRIVERS_OWN or not value or value.lower() in AS_WE_DO.get(name, ()):
            continue
        if name == "channel_binding":
            raise StorageError(
                "SAYSO_DATABASE_URL: channel_binding=require cannot be promised here. Leave channel_binding out. "
                f"{SAFER}"
            )
        called = name if re.fullmatch(r"[a-z_]{1,40}", name) else "a parameter"
        raise StorageError(
            f"SAYSO_DATABASE_URL: {called} cannot be followed with this value, or is none of PostgreSQL's. Leave "
            "it out. The server's settings go into options, such as options=-c%20search_path%3Dapp."
        )
    if (session := given.get("target_session_attrs")) and session not in SESSIONS:
        raise StorageError(f"SAYSO_DATABASE_URL: target_session_attrs is one of {', '.join(SESSIONS)}.")
    for name in FILES:
        if (file := given.get(name)) and not Path(file).is_file():
            raise StorageError(f"SAYSO_DATABASE_URL: {name} names a file that is not there, or cannot be read.")
