"""What agents do with actions: propose, read, wait, withdraw, report, list."""

from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from handlers.http.actions.listing import list_query
from handlers.http.actions.long_poll import LongPoll
from handlers.http.actions.looks import Look
from handlers.http.actions.presentation import action_path, action_resource, page_json
from handlers.http.actions.proposal_body import read_proposal
from handlers.http.actions.resources import ActionPage, PageLinks
from handlers.http.actions.small_bodies import CancelBody, OutcomeBody
from handlers.http.api_ports import ApiPorts
from handlers.http.doors.body import json_body, json_bytes, json_object, shaped
from handlers.http.doors.in_flight import InFlight
from handlers.http.doors.keys import KnownKeys, key_prefix
from handlers.http.doors.preferences import idempotency_key, preferred_wait, queried_wait, traceparent
from handlers.http.doors.problems import Problem, RequestRefused, refused
from handlers.http.doors.turns import Turns
from oversight.action.action import Agent
from oversight.action.decision import Outcome
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.transition import Transition
from oversight.exact_json.canonical import sha256
from oversight.ports.actions import Duplicate
from oversight.usecases.actions.report_outcome import report_outcome
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.apply import UNKNOWN_ACTION


@dataclass(frozen=True, slots=True)
class ActionHandlers:
    """The handlers under ``/v1/actions``."""

    api: ApiPorts
    keys: KnownKeys
    in_flight: InFlight
    waiting: LongPoll
    turns: Turns

    async def propose(self, request: web.Request) -> web.Response:
        """201 with the new action, or 200 with the one that this Idempotency-Key made before."""
        agent = await self.keys.agent(request)
        key = idempotency_key(request)
        body = await json_bytes(request)
        async with self.turns.for_body(agent.id, len(body)):
            value = await json_object(body)
            submission = Submission(
                read_proposal(value),
                agent,
                key,
                sha256(value) if key else None,
                key=key_prefix(request),
                trace=traceparent(request),
            )
            with self.in_flight.hold(agent.id, key):
                answer = await submit_action(submission, self.api.ports)
        if isinstance(answer, Refusal):
            raise refused(answer)
        replayed = isinstance(answer, Duplicate)
        look = await self._original(answer, submission) if isinstance(answer, Duplicate) else Look(answer)
        seconds = preferred_wait(request)
        if seconds is not None:
            look = await self.waiting.decided(look, seconds)
        return _created(look, replayed=replayed, waited=seconds)

    async def read(self, request: web.Request) -> web.Response:
        """The action, at once or when it has left ``pending``."""
        agent = await self.keys.agent(request)
        seconds = queried_wait(request)
        look = await self.owned(request, agent)
        return _answer(await self.waiting.decided(look, seconds))

    async def cancel(self, request: web.Request) -> web.Response:
        """The action, withdrawn; a 409 where it was decided before."""
        agent = await self.keys.agent(request)
        value = await json_body(request) if request.can_read_body else {}
        body = shaped(CancelBody, value)
        return _stepped(await withdraw_action(request.match_info["id"], agent, body.reason, self.api.ports))

    async def outcome(self, request: web.Request) -> web.Response:
        """The action with what happened; reporting the same twice changes nothing."""
        agent = await self.keys.agent(request)
        body = shaped(OutcomeBody, await json_body(request))
        found = (body.note, body.detected_at, body.severity, body.happened_at)
        outcome = Outcome(body.outcome, self.api.ports.clock.now(), *found)
        return _stepped(await report_outcome(request.match_info["id"], agent, outcome, self.api.ports))

    async def list(self, request: web.Request) -> web.Response:
        """Some of the agent's own actions, newest first."""
        agent = await self.keys.agent(request)
        query = list_query(request)
        async with self.turns.turn(agent.id):
            found = await self.api.ports.actions.actions(query.wanted(agent.id))
            following = query.next_link(found.older_than) if found.older_than else None
            page = ActionPage(actions=tuple(map(action_resource, found.actions)), links=PageLinks(next=following))
            body = page_json(page)
        return web.Response(body=body, content_type="application/json")

    async def owned(self, request: web.Request, agent: Agent) -> Look:
        """The action in the address; the same 404 whether it is another agent's or does not exist."""
        look = await self.waiting.looks.action(request.match_info["id"])
        if look is None or look.action.agent.id != agent.id:
            raise refused(_NOT_THEIRS)
        return look

    async def _original(self, repeated: Duplicate, submission: Submission) -> Look:
        look = await self.waiting.looks.action(repeated.action_id)
        if look is None or repeated.request_digest != submission.request_digest:
            raise RequestRefused(
                Problem(
                    HTTPStatus.UNPROCESSABLE_ENTITY,
                    "idempotency_key_reused",
                    "Key used for another request",
                    f"This Idempotency-Key made {repeated.action_id} with another body. Use a new key for each action.",
                )
            )
        return look


_NOT_THEIRS = Refusal(
    RefusalCode.ACTION_NOT_FOUND,
    "You have no action with this id. Check the id, and that you use the key it was proposed with.",
)


def _answer(look: Look, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> web.Response:
    return web.Response(body=look.json, status=status, content_type="application/json", headers=headers)


def _stepped(step: Transition | Refusal) -> web.Response:
    if isinstance(step, Refusal):
        raise refused(_NOT_THEIRS if step is UNKNOWN_ACTION else step)
    return _answer(Look(step.action))


def _created(look: Look, *, replayed: bool, waited: int | None) -> web.Response:
    status = HTTPStatus.OK if replayed else HTTPStatus.CREATED
    response = _answer(look, status, Location=action_path(look.action.id))
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    if waited is not None:
        response.headers["Preference-Applied"] = f"wait={waited}"
    return response
