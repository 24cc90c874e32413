"""What can go wrong, one class each; the docstring is the message where the bot gave none."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # these import the errors
    from sayso.action import Action
    from sayso.decision import Decision


class SaysoError(Exception):
    """Asking for approval did not work. Do not act."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class NotApproved(SaysoError):
    """The action was not approved. Do not act; ``decision`` says who answered what, and why."""

    def __init__(self, decision: "Decision") -> None:
        super().__init__(f"Not released: {decision}. Do not act.")
        self.decision = decision


class StillPending(SaysoError):
    """Nobody has decided yet. This is no decision: wait for the action again, or cancel it."""

    def __init__(self, action: "Action") -> None:
        super().__init__()
        self.action = action


class UnfitPayload(SaysoError):
    """The approved payload does not fit the function's parameters, so it did not run. Propose it anew."""


class Unavailable(SaysoError):
    """The bot could not be reached, or asked to try later. Check the URL and that the bot runs; then ask again."""

    def __init__(self, message: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds that the bot asked to be left alone for, if it said so."""


class BadAnswer(SaysoError):
    """The answer is not one of Sayso's. Check the URL, proxies on the way, and that client and bot match."""


class Refused(SaysoError):
    """The bot refused the request. Do not act."""

    def __init__(self, status: int, problem: dict[str, Any], retry_after: float | None = None) -> None:
        super().__init__(_sentences(status, problem, type(self).__doc__))
        self.status = status
        self.problem = problem
        """The bot's own explanation (RFC 9457)."""
        self.retry_after = retry_after

    @property
    def code(self) -> str | None:
        """The rule behind the refusal, stable for programs."""
        code = self.problem.get("code")
        return code if isinstance(code, str) else None


class BadKey(Refused):
    """The key is missing, wrong, expired or revoked. Ask the bot's operator for a new one."""


class OutOfScope(Refused):
    """This agent's key does not cover that. Ask the bot's operator to widen its scope."""


class NoSuchAction(Refused):
    """This agent has no such action. Check the id and that the key is the one that proposed it."""


class Conflict(Refused):
    """Something else came first. Read the action again and go by what it says."""


class BadRequest(Refused):
    """The bot does not accept this as it is. Change what is wrong and propose again."""


def _sentences(status: int, problem: dict[str, Any], advice: str | None) -> str | None:
    """What the bot said, each thing once; its own sentence says what to do next, another program's does not."""
    said = problem.get("detail") or problem.get("title")
    if not said:
        return None
    faults = "".join(f" {fault}." for fault in _faults(problem.get("errors")) if fault not in str(said))
    is_the_bots = bool(problem.get("detail") and problem.get("code"))
    return f"{said}{faults} ({status})" if is_the_bots else f"{said}{faults} ({status}) {advice}"


def _faults(errors: Any) -> list[str]:
    """Each place that is at fault, with what is wrong there."""
    named = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    return [f"{error.get('path')}: {error.get('detail')}" for error in named]


REFUSALS: dict[int, type[Refused]] = {
    400: BadRequest,
    401: BadKey,
    403: OutOfScope,
    404: NoSuchAction,
    409: Conflict,
    413: BadRequest,
    415: BadRequest,
    422: BadRequest,
}
"""HTTP status of an answer that is final, and the error that it becomes."""
