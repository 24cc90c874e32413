"""What a validator found wrong, and where."""

from dataclasses import dataclass, field
from typing import Any, Final

FAILED_CONSTRAINT: Final = "failed_constraint"
_UNWRITTEN: Final = {bool: "boolean", list: "array", dict: "object", type(None): "null"}
_CODES: Final = frozenset({"only_one_table_allowed"})
"""The rules that Slack has an error code of its own for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: its kind, a sentence, a JSON pointer, what was expected there and what was found instead."""

    kind: str
    message: str
    pointer: str
    expected: Any = None
    got: Any = None

    @property
    def code(self) -> str:
        """The error code: for almost everything Slack has the same one."""
        return self.kind if self.kind in _CODES else FAILED_CONSTRAINT

    def sentence(self) -> str:
        """The line that Slack puts into `response_metadata.messages`."""
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"

    def as_json(self) -> dict[str, Any]:
        """The entry that `blocks.validate` answers with, `{"type": "enum", "expected": […], "got": "…"}` in it.

        Of the types Slack documents `enum` alone; the others are named as a JSON schema names its rules.
        """
        constraint: dict[str, Any] = {"type": self.kind}
        if self.expected is not None:
            constraint["expected"] = _expected(self.expected)
        if self.got is not None:
            constraint["got"] = self.got
        return {"code": self.code, "message": self.message, "pointer": self.pointer, "constraint": constraint}


def as_got(value: Any) -> str | int | float:
    """The value where it is a string or a number, else the name of its kind: all that a constraint says of it."""
    named = _UNWRITTEN.get(type(value))
    return named if named is not None else value


def kind_of(value: Any) -> str:
    """What JSON calls a value of this kind."""
    return _UNWRITTEN.get(type(value)) or ("string" if isinstance(value, str) else "number")


def _expected(value: Any) -> list[str] | int | float:
    """A limit as a number, everything else as a list of strings."""
    if isinstance(value, int | float):
        return value
    return list(map(str, value)) if isinstance(value, list) else [str(value)]


@dataclass(slots=True)
class Report:
    """Findings gathered while walking one document."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, message: str, pointer: str, expected: Any = None, got: Any = None) -> None:
        """The report holds one more finding."""
        self.findings.append(Finding(kind, message, pointer, expected, got))
