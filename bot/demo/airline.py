"""What a real airline agent once did, recorded: its calls are proposed again, one by one.

The recording also knows which calls were right (``truth``). Nothing that decides may see that, so the fields to be
proposed are named here one by one and nothing else is ever read.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.demo.intention import Intention

VARIABLE = "SAYSO_DEMO_TRAFFIC"
USUAL_PLACE = Path(__file__).parents[3] / "shared" / "data" / "airline_actions.jsonl"
STRIDE = 12
"""Neighbours in the recording are one customer's; dealing out every twelfth call keeps the cards varied."""


class BadCalls(Exception):
    """A line of the recording cannot be read; the message says which and why."""


def recordings() -> tuple[Path, ...]:
    """Where recorded calls are: the files that the environment names, else the usual one, if it is there."""
    if named := os.environ.get(VARIABLE):
        return tuple(map(Path, named.split(os.pathsep)))
    return (USUAL_PLACE,) if USUAL_PLACE.is_file() else ()


def recorded_calls(*paths: Path) -> Sequence[Intention]:
    """The calls of all recordings, dealt out so that neighbours differ; BadCalls where one cannot be read."""
    calls = [call for path in paths for call in _calls_in(path)]
    return [call for start in range(STRIDE) for call in calls[start::STRIDE]]


def _calls_in(path: Path) -> Sequence[Intention]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCalls(f"{path} cannot be read: {error}") from error
    calls = [_call(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not calls:
        raise BadCalls(f"{path} is empty")
    return calls


def _call(line: str, where: str) -> Intention:
    try:
        said = json.loads(line)
        payload = _object(said["payload"])
        return Intention(
            said["action_type"],
            _described(said["action_type"], payload),
            payload,
            {
                "risk_level": said["risk_level"],
                "reversible": said["reversible"],
                "reasoning": said["reasoning"],
                "context": said["context"],
                "labels": {"recorded_as": said["id"]},
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadCalls(f"{where} is no recorded call: {error!r}") from error


def _object(payload: Any) -> dict[str, Any]:
    if not isinstance(payload, dict):
        raise TypeError("its payload is no object")
    return payload


def _described(action_type: str, payload: dict[str, Any]) -> str:
    match action_type.removeprefix("airline."), payload:
        case "book_reservation", {"user_id": user, "origin": origin, "destination": destination}:
            return f"Book {origin} to {destination} for {user}"
        case "cancel_reservation", {"reservation_id": reservation}:
            return f"Cancel reservation {reservation}"
        case "update_reservation_flights", {"reservation_id": reservation, "flights": flights}:
            numbers = ", ".join(flight["flight_number"] for flight in flights)
            return f"Change reservation {reservation} to {numbers}, {payload.get('cabin', 'same cabin')}"
        case "update_reservation_baggages", {"reservation_id": reservation, "total_baggages": bags}:
            return f"Change reservation {reservation} to {bags} bags"
        case "update_reservation_passengers", {"reservation_id": reservation, "passengers": passengers}:
            return f"Change the passengers of reservation {reservation} ({len(passengers)})"
        case "send_certificate", {"user_id": user, "amount": amount}:
            return f"Send {user} a certificate of ${amount}"
        case "transfer_to_human_agents", _:
            return "Hand the customer over to a person"
        case name, _:
            return name.replace("_", " ").capitalize()
