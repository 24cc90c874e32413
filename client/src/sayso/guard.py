"""A function that runs only when its action is released."""

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, Protocol, TypeVar, Unpack

from sayso.action import Action
from sayso.claims import Claims
from sayso.errors import NotApproved, SaysoError, UnfitPayload

P = ParamSpec("P")
R = TypeVar("R")
RECEIVER = "self"
"""Names of a method's first parameter, which is not part of the proposal."""

logger = logging.getLogger(__name__)


class Proposes(Protocol):
    """What a guard needs of the client."""

    async def propose(self, action_type: str, *, description: str, payload: Any, **claims: Unpack[Claims]) -> Action:
        """The action, known to the bot."""


def guarded(
    client: Proposes,
    function: Callable[P, Awaitable[R]],
    action_type: str,
    describe: Callable[..., str] | None,
    claims: Claims,
) -> Callable[P, Coroutine[Any, Any, R]]:
    """The guarded function; TypeError where its arguments cannot be passed by name."""
    signature = _signature(function)

    @functools.wraps(function)
    async def when_released(*args: P.args, **kwargs: P.kwargs) -> R:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        payload = dict(bound.arguments)
        receiver = {RECEIVER: payload.pop(RECEIVER)} if RECEIVER in payload else {}
        said = describe(**payload) if describe else _summary(function)
        action = await client.propose(action_type, description=said, payload=payload, **claims)
        decision = await action.wait()
        if not decision.released:
            raise NotApproved(decision)
        return await run(action, decision.payload, receiver)

    async def run(action: Action, payload: Any, receiver: dict[str, Any]) -> R:
        try:
            # Also for an unchanged payload: what runs is what people saw, not what an argument has become meanwhile.
            call = signature.bind(**receiver, **payload)
        except TypeError as error:
            await _report(action, "failed", "the approved payload does not fit the function")
            raise UnfitPayload(f"{error}. {UnfitPayload.__doc__}") from error
        try:
            result = await function(*call.args, **call.kwargs)
        except Exception as error:
            await _report(action, "failed", type(error).__name__)  # its text may hold secrets
            raise
        await _report(action, "executed")
        return result

    return when_released


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    signature = inspect.signature(function)
    by_name = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    nameless = [str(parameter) for parameter in signature.parameters.values() if parameter.kind not in by_name]
    if nameless:
        raise TypeError(
            f"give each argument a parameter of its own instead of {', '.join(nameless)}: people review them"
        )
    return signature


def _summary(function: Callable[..., Any]) -> str:
    name = getattr(function, "__name__", "a function")
    return (inspect.getdoc(function) or f"Run {name}").splitlines()[0]


async def _report(action: Action, outcome: str, note: str | None = None) -> None:
    """The bot is told if possible; the function has run, and its result must not be lost because of the report."""
    try:
        await action.report(outcome, note=note)
    except SaysoError as error:
        logger.warning("%s of action %s could not be reported: %s", outcome, action.id, error)
