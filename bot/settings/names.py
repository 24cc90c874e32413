"""Names in the environment: which are ours, which a platform made, and which were probably meant to be ours."""

import ipaddress
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

PREFIX = "SAYSO_"
OTHERS = frozenset({"demo_traffic", "require_all"})
"""What the demo and the tests read."""
EVERYBODYS = frozenset({"host", "port", "log_level", "log_format", "run_dir"})
"""Without the prefix these mean something to many programs, so they are not taken for slips."""

_ALIKE = 0.6
_PREFIX_ALIKE = 0.8
# Kubernetes tells each container of each Service of its namespace, Docker of each linked container, by its name: of a
# Service called sayso, or sayso-database.
_OF_A_SERVICE = re.compile(
    r"(?:.+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?"
    r"|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:START|END))?(?:_(?:ADDR|PORT|PROTO))?(?:_(?:START|END))?|ENV_.+)"
)


def is_made_by_a_platform(variable: str, value: str) -> bool:
    """Whether Kubernetes or Docker made the variable for a service whose name begins like ours."""
    name = variable.upper().removeprefix(PREFIX)
    if _OF_A_SERVICE.fullmatch(name):
        return True
    if name == "PORT" or name.endswith("_PORT"):
        return _is_service_address(value)
    return (name == "NAME" or name.endswith("_NAME")) and value.startswith("/")


@dataclass(frozen=True, slots=True)
class SettingWarning:
    """Something about the environment that is probably not meant so."""

    problem: str
    fix: str

    def __str__(self) -> str:
        return f"{self.problem}. {self.fix}"


def name_warnings(environ: Mapping[str, str], fields: Collection[str]) -> Iterator[SettingWarning]:
    """One for each variable that looks like a setting and is none."""
    ours = {name.upper() for name in environ}
    for variable, value in sorted(environ.items()):
        upper = variable.upper()
        if upper.startswith(PREFIX):
            name = upper.removeprefix(PREFIX).lower()
            if name in fields:
                if variable != upper and upper in environ:
                    yield SettingWarning(
                        f"{variable} is not read, because {upper} is set as well", "Remove one of them."
                    )
            elif name not in OTHERS and not is_made_by_a_platform(variable, value):
                yield SettingWarning(f"{variable} is not a setting and is not read", _advice(nearest(name, fields)))
        elif value and (meant := _without_our_prefix(upper, fields)) and PREFIX + meant.upper() not in ours:
            yield SettingWarning(f"{variable} is not read", f"If it is meant for Sayso, write {PREFIX}{meant.upper()}.")


def platform_note(environ: Mapping[str, str]) -> str | None:
    """A sentence where a platform made a variable of the name of one of ours, so that nobody wonders."""
    for variable, value in environ.items():
        if variable.upper() == PREFIX + "PORT" and is_made_by_a_platform(variable, value):
            return (
                f"{variable} is not read: it is the address of a Kubernetes Service or Docker link called sayso. "
                "To set the port, set it in the container itself, or port in sayso.toml."
            )
    return None


def nearest(name: str, fields: Collection[str]) -> list[str]:
    """The fields that the name was most probably meant to be; none where it is like none."""
    scores = {field: _likeness(name.lower().strip("_"), field) for field in fields}
    best = max(scores.values(), default=0)
    return [field for field, score in scores.items() if score == best] if best >= _ALIKE else []


def _without_our_prefix(variable: str, fields: Collection[str]) -> str | None:
    """The field that a variable without the prefix, or with a misspelt one, was meant to be."""
    if variable.lower() in fields:
        return None if variable.lower() in EVERYBODYS else variable.lower()
    if SequenceMatcher(None, variable[: len(PREFIX)], PREFIX).ratio() < _PREFIX_ALIKE:
        return None
    bare = re.sub(r"[^A-Z0-9]", "", variable)
    scores = {
        field: SequenceMatcher(None, bare, f"{PREFIX}{field}".upper().replace("_", "")).ratio() for field in fields
    }
    return max(scores, key=lambda field: scores[field], default=None)


def _likeness(name: str, field: str) -> float:
    said, meant = set(name.split("_")), set(field.split("_"))
    if meant <= said or said <= meant:
        return 0.9 + 0.1 * len(said & meant) / len(said | meant)
    return SequenceMatcher(None, name, field).ratio()


def _advice(fields: list[str]) -> str:
    if not fields:
        return "`sayso settings` lists those there are."
    return f"Did you mean {' or '.join(PREFIX + field.upper() for field in fields)}?"


def _is_service_address(value: str) -> bool:
    """Whether it is ``tcp://10.0.0.1:8080``, which no person writes for a port."""
    try:
        parts = urlsplit(value)
        address = ipaddress.ip_address(parts.hostname or "")
        has_port = parts.port is not None
    except ValueError:
        return False
    return parts.scheme in ("tcp", "udp", "sctp") and has_port and not (address.is_unspecified or address.is_loopback)
