"""What a validator found wrong, and where."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: a code, a sentence, a JSON pointer, and the limit that was crossed."""

    code: str
    message: str
    pointer: str
    constraint: Any = None

    def sentence(self) -> str:
        """The line that Slack puts into `response_metadata.messages`."""
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"

    def as_json(self) -> dict[str, Any]:
        """The entry that `blocks.validate` answers with."""
        return {
            "code": self.code,
            "message": self.message,
            "pointer": self.pointer,
            "constraint": self.constraint,
        }


@dataclass(slots=True)
class Report:
    """Findings gathered while walking one document."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, pointer: str, constraint: Any = None) -> None:
        """The report holds one more finding."""
        self.findings.append(Finding(code, message, pointer, constraint))
