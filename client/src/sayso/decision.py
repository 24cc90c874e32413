"""The answer to an action: what it is, who gave it, and what may run."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from sayso.draft import FinishedDraft, read_draft
from sayso.errors import BadAnswer


class Status(StrEnum):
    """Where an action stands. Only ``approved`` and ``modified`` release it."""

    PENDING = "pending"
    APPROVED = "approved"
    MODIFIED = "modified"
    """Approved with a changed payload: run that one."""
    REJECTED = "rejected"
    TIMED_OUT = "timed_out"
    """Nobody answered. Not a person's no, and no permission either."""
    CANCELLED = "cancelled"
    """Withdrawn by the agent."""

    @property
    def is_final(self) -> bool:
        """Whether the answer can no longer change."""
        return self is not Status.PENDING

    @property
    def releases(self) -> bool:
        """Whether the agent may act."""
        return self in (Status.APPROVED, Status.MODIFIED)


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """Who answered."""

    kind: str
    """``human``, ``policy``, ``timeout`` or ``agent``."""
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the payload that was proposed and the one that was approved."""

    path: str
    """JSON path of the value, for example ``$.amount``."""
    kind: str
    """``added``, ``removed`` or ``changed``."""
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Decision:
    """The final answer to one action."""

    action_id: str
    status: Status
    decided_by: DecidedBy
    at: datetime
    payload: Any = None
    """Exactly what may run: the reviewer's version where there is one. None unless released."""
    reason: str | None = None
    changes: tuple[Change, ...] = ()
    draft: FinishedDraft | None = None
    """The draft as people finished it, where one was sent and released."""
    reject_reason: str | None = None
    """The one of the policy's reasons that was chosen for a no; ``reason`` says it, too, with what was written."""

    @property
    def released(self) -> bool:
        """Whether the agent may act, with :attr:`payload` and nothing else."""
        return self.status.releases

    def __str__(self) -> str:
        """The answer as people say it: “approved by Lea Brandt”, “rejected by Tom Ito: wrong order”."""
        because = f": {self.reason}" if self.reason and self.decided_by.kind == "human" else ""
        return f"{self._words()}{because}"

    def _words(self) -> str:
        policy = self.decided_by.kind == "policy"
        who = "by policy, no person looked" if policy else f"by {self.decided_by.name}"
        match self.status:
            case Status.APPROVED:
                return f"approved {who}"
            case Status.MODIFIED:
                return f"approved with changes {who}"
            case Status.REJECTED:
                return f"rejected {who}"
            case Status.TIMED_OUT:
                return "timed out: nobody answered; not a person's no, and no permission"
            case Status.CANCELLED:
                return f"withdrawn {who}"
            case Status.PENDING:
                raise ValueError("a pending action has no decision")
            case _:
                assert_never(self.status)


def read_status(resource: dict[str, Any]) -> Status:
    """The action's status; BadAnswer for one that this client does not know, which must not release anything."""
    try:
        return Status(resource["status"])
    except (KeyError, ValueError) as error:
        raise BadAnswer(f"The server sent an action without a status that this client knows ({error}).") from error


def read_decision(resource: dict[str, Any]) -> Decision | None:
    """The decision in an action as the server sent it, or None while it is pending."""
    status = read_status(resource)
    if not status.is_final:
        return None
    try:
        said = resource["decision"]
        by = said["decided_by"]
        return Decision(
            action_id=resource["id"],
            status=status,
            decided_by=DecidedBy(by["kind"], by["id"], by["name"]),
            at=datetime.fromisoformat(said["at"]),
            payload=_what_may_run(resource, status),
            reason=said.get("reason"),
            changes=tuple(
                Change(change["path"], change["kind"], change.get("before"), change.get("after"))
                for change in said.get("changes") or ()
            ),
            draft=read_draft(said.get("draft")),
            reject_reason=said.get("reject_reason"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadAnswer(f"The server sent a decision that this client cannot read ({error!r}).") from error


def _what_may_run(resource: dict[str, Any], status: Status) -> Any:
    match status:
        case Status.MODIFIED:
            # Never the agent's own payload in place of a missing edit: that is what the reviewer did not want.
            return resource["decision"]["modified_payload"]
        case Status.APPROVED:
            return resource["payload"]
        case _:
            return None
