"""Recordings: one action a line, as JSON, read by the same door as the agents' own requests.

A line is the body of a proposal. What only a recording has stands beside it: ``id``, ``agent``, ``at`` and ``truth``.
What happened to it (``route``, ``decision``, ``outcome``) may be there and is not looked at, for it is to be decided
anew. Every other field is ignored, and named, so that a typing slip does not pass for a claim that was never made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.http.actions.proposal_body import ARTICLE_NAMES, ProposalBody, read_proposal
from handlers.http.doors.problems import RequestRefused
from oversight.action.action import Agent
from oversight.exact_json.canonical import Json
from oversight.exact_json.strict_json import BadJson, read_json
from oversight.rehearsal.recorded import Recorded, Truth, Witness

UNNAMED = Agent("recorded", "a recorded agent")
"""Who proposed an action of which the recording does not say it."""

_BESIDE = frozenset({"id", "agent", "at", "truth", "route", "status", "decision", "outcome", "callback_url"})
_PROPOSED = frozenset(ProposalBody.model_fields) | frozenset(ARTICLE_NAMES)
_ENOUGH = 20


class BadRecording(Exception):
    """A recording cannot be replayed; the message names each faulty line and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Actions of the past, in their order."""

    actions: tuple[Recorded, ...]
    ignored: tuple[str, ...]
    """Fields that mean nothing here."""
    repeated: int = 0
    """Lines that were left out, because the same action stands in another file, too."""


def read_recordings(paths: Sequence[Path]) -> Recording:
    """The recordings in these files as one, by time where every action has one, else in the order given.

    An action that stands in several files, by its id, counts once. Raises BadRecording.
    """
    distinct = list({path.resolve(): path for path in reversed(paths)}.values())[::-1]
    if len(distinct) == 1:
        return read_recording(distinct[0])
    read = [read_recording(path, f"{path}:") for path in distinct]
    found = [recorded for recording in read for recorded in recording.actions]
    actions = list({recorded.id: recorded for recorded in reversed(found)}.values())[::-1]
    moments = [recorded.at for recorded in actions if recorded.at is not None]
    if len(moments) == len(actions):
        actions = [actions[index] for index in sorted(range(len(actions)), key=lambda index: moments[index])]
    ignored = {name for recording in read for name in recording.ignored}
    return Recording(tuple(actions), tuple(sorted(ignored)), len(found) - len(actions))


def read_recording(path: Path, unnamed: str = "") -> Recording:
    """The recording in the file; raises BadRecording where it cannot be read, or holds nothing.

    An action without an id is called by its line, with ``unnamed`` in front.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BadRecording(
            f"{path} cannot be read: {error.strerror}. Name a file with one JSON object a line."
        ) from error
    return recording_of(lines, str(path), unnamed)


def recording_of(lines: Iterable[bytes], name: str, unnamed: str = "") -> Recording:
    """The recording in these lines; blank ones are skipped."""
    actions: list[Recorded] = []
    faults: list[str] = []
    ignored: dict[str, None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = _object(line)
            ignored |= dict.fromkeys(value.keys() - _BESIDE - _PROPOSED)
            actions.append(recorded_of(value, f"{unnamed}{number}"))
        except BadRecording as error:
            faults.append(f"{name}, line {number}: {error}")
    if faults:
        more = f"\n… and {len(faults) - _ENOUGH} more" if len(faults) > _ENOUGH else ""
        raise BadRecording("\n".join(faults[:_ENOUGH]) + more)
    if not actions:
        raise BadRecording(f"{name} holds no action. Write one JSON object a line; `sayso export` makes such a file.")
    return Recording(tuple(actions), tuple(sorted(ignored)))


def recorded_of(value: dict[str, Json], name: str) -> Recorded:
    """One action; raises BadRecording with what is wrong. A null says the same as a missing field."""
    said = {key: given for key, given in value.items() if key in _PROPOSED and (given is not None or key == "payload")}
    if isinstance(said.get("action_type"), str):
        said.setdefault("description", said["action_type"])
    try:
        proposal = read_proposal(said)
    except RequestRefused as refusal:
        listed = "; ".join(f"{fault.path}: {fault.detail}" for fault in refusal.problem.errors[:3])
        raise BadRecording(listed or refusal.problem.detail) from None
    return Recorded(
        id=str(value.get("id", name)),
        proposal=proposal,
        agent=_agent(value.get("agent")),
        at=_at(value.get("at")),
        truth=_truth(value.get("truth")),
    )


def read_one(path: Path) -> Recorded:
    """The one action in a file: the body of a proposal, or a line of a recording."""
    try:
        value = _object(path.read_bytes())
        return recorded_of(value, path.name)
    except OSError as error:
        raise BadRecording(f"{path} cannot be read: {error.strerror}. Name a file with one action as JSON.") from error
    except BadRecording as error:
        raise BadRecording(f"{path}: {error}") from error


def _object(document: bytes) -> dict[str, Json]:
    value = read_json(document)
    if isinstance(value, BadJson):
        raise BadRecording(f"{value.path}: {value.problem}")
    if not isinstance(value, dict):
        raise BadRecording("$: an action is a JSON object")
    return value


def _agent(said: Json) -> Agent:
    match said:
        case None:
            return UNNAMED
        case str():
            return Agent(said, said)
        case {"id": str(known)}:
            return Agent(known, str(said.get("name") or known), said.get("owner"))
        case _:
            raise BadRecording("$.agent: write a name, or an object with id, name and owner")


def _at(said: Json) -> datetime | None:
    if said is None:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        raise BadRecording("$.at: write a moment such as 2026-01-05T09:00:00Z") from None
    if moment.tzinfo is None:
        raise BadRecording("$.at: it has no zone; write for example 2026-01-05T09:00:00Z")
    return moment


def _truth(said: Json) -> Truth | None:
    match said:
        case None | {"correct": None}:
            return None
        case bool():
            return Truth(said)
        case {"correct": bool(correct)}:
            return Truth(correct, _witness(said), _probability(said))
        case _:
            raise BadRecording('$.truth: write {"correct": true} or {"correct": false}')


def _witness(said: dict[str, Any]) -> Witness:
    try:
        return Witness(said.get("witness", Witness.RECORDED))
    except ValueError:
        raise BadRecording(f"$.truth.witness: one of {', '.join(Witness)}") from None


def _probability(said: dict[str, Any]) -> float:
    probability = said.get("probability", 1)
    if isinstance(probability, bool) or not isinstance(probability, int | float) or not 0 < probability <= 1:
        raise BadRecording("$.truth.probability: above 0, at most 1")
    return float(probability)
