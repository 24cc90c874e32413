"""Which database is meant: the URL is looked at before anything opens it, so that no driver's error quotes it."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import SecretStr

_HOST = re.compile(r"(?:\[[^\[\]]*\]|[^:\[\]]*)(?::\d{1,5})?")
_LAST_PORT = 65_535
_HIDDEN = re.compile(r"pass(?!file)|secret|token|key$", re.IGNORECASE)
_SQLITE_WORDS = "write sqlite:/// and a path, such as sqlite:///var/sayso.db or sqlite:////var/lib/sayso.db"
MASK = "***"


def read_database_url(value: object) -> str:
    """The URL, where it is one of a database that we know; ValueError says what to write, and quotes nothing."""
    url = value.get_secret_value() if isinstance(value, SecretStr) else value
    if not isinstance(url, str):
        raise ValueError("write a URL, in quotes")  # noqa: TRY004 - pydantic tells of a ValueError
    scheme, colon, rest = url.partition(":")
    match scheme.lower().partition("+")[0]:
        case "sqlite" if colon:
            return "sqlite" + colon + _sqlite(rest)
        case "postgresql" | "postgres" if colon:
            _check_postgresql(rest)
            return url
        case _:
            raise ValueError(
                "write sqlite:///path for one process or postgresql://user:password@host/name for several; "
                "it begins with neither"
            )


def masked_url(url: str) -> str:
    """The URL with its passwords hidden; the user's name may be seen."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    before, question, query = rest.partition("?")
    user, at, host = before.rpartition("@")
    if at and ":" in user:
        user = f"{user.partition(':')[0]}:{MASK}"
    if question:
        fields = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(key, MASK if _HIDDEN.search(key) else said) for key, said in fields], safe="*/,@:")
    return f"{scheme}{separator}{user}{at}{host}{question}{query}"


def _sqlite(rest: str) -> str:
    path = rest.removeprefix("///")
    if path in ("", ":memory:") or path == rest:
        raise ValueError(f"{_SQLITE_WORDS}; a database in memory would forget everything")
    if path.startswith("//") or "?" in path or "#" in path or re.search(r"\$[{(]?[A-Za-z_]", path):
        raise ValueError(f"{_SQLITE_WORDS}; parameters and variables have no place there")
    if path.startswith("~"):
        try:
            path = str(Path(path).expanduser())
        except RuntimeError as error:
            raise ValueError(f"{_SQLITE_WORDS}; that home folder is not known") from error
    return f"///{path}"


def _check_postgresql(rest: str) -> None:
    """Raises ValueError where the parts of the URL are not where they belong, as after an unescaped password."""
    reserved = "in a user's name or a password write / ? # [ ] @ : % as %2F %3F %23 %5B %5D %40 %3A %25"
    if not rest.startswith("//") or re.search(r"\s", rest):
        raise ValueError("write postgresql://user:password@host:5432/name, without spaces")
    try:
        parts = urlsplit(f"postgresql:{rest}")
    except ValueError as error:
        raise ValueError(reserved) from error
    hosts = parts.netloc.rpartition("@")[2].split(",")
    misplaced = parts.fragment or "@" in parts.path
    unnamed = any("=" not in field for field in parts.query.split("&")) if parts.query else False
    if misplaced or unnamed or not all(map(_HOST.fullmatch, hosts)):
        raise ValueError(reserved)
    if any(int(port) > _LAST_PORT for port in re.findall(r":(\d+)(?=,|$)", ",".join(hosts))):
        raise ValueError(f"write a port from 1 to {_LAST_PORT}, such as 5432")
