"""The state, made anew from the log alone: what it comes to must be what the database holds.

What no leaf holds cannot come back: payloads, prose, texts of policies. Those are here by their digests.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import UNSET, Struct

from oversight.action.event_kind import EventKind
from oversight.action.status import OutcomeKind
from oversight.audit import halt_leaf, key_leaf, standing_leaf
from oversight.audit.halt_leaf import HaltLeaf
from oversight.audit.key_leaf import KeyLeaf
from oversight.audit.leaf import ActionLeaf
from oversight.audit.policy_leaf import PolicyLeaf
from oversight.audit.record import Record
from oversight.audit.standing_leaf import StandingLeaf
from oversight.exact_json.canonical import Json

Fields = dict[str, Json]
"""What is known of one thing; times as the log writes them."""
State = Mapping[str, Mapping[str, Fields]]
"""Everything by its kind (``actions``, ``votes``, …) and its id."""


class Difference(Struct, frozen=True):
    """One thing that is not the same in the log and in the database."""

    kind: str
    id: str
    field: str | None
    """None where the thing as a whole is missing on one side."""
    in_log: Json
    in_database: Json

    def in_words(self) -> str:
        """The difference as a line."""
        if self.field is None:
            return f"{self.kind} {self.id}: only in the {'log' if self.in_database is None else 'database'}"
        return (
            f"{self.kind} {self.id}: {self.field} is {self.in_log!r} by the log, {self.in_database!r} in the database"
        )


class Rebuilt:
    """The state so far, entry after entry."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self.state: dict[str, dict[str, Fields]] = defaultdict(dict)

    def add(self, record: Record) -> None:
        """This happened next."""
        match record:
            case ActionLeaf():
                self._action(record)
            case HaltLeaf():
                self._halt(record)
            case StandingLeaf():
                self._standing(record)
            case KeyLeaf():
                self._key(record)
            case PolicyLeaf():
                self.state["policies"][record.policy_hash] = {}
            case _:
                return

    def _action(self, leaf: ActionLeaf) -> None:
        actions, state = self.state["actions"], leaf.state
        known = actions.setdefault(leaf.action_id, {"revision": 0})
        if state.revision >= int(str(known["revision"])):
            known |= {
                "agent_id": leaf.agent_id,
                "action_type": leaf.action_type,
                "status": state.status,
                "revision": state.revision,
                "tier": state.tier,
                "version": state.version,
                "payload_digest": state.payload_digest,
                "policy_hash": state.policy_hash,
                "deadline_at": state.deadline_at,
                "stage": None if state.stage is UNSET else state.stage,
            }
        match leaf.kind:
            case EventKind.SUBMITTED:
                self._submitted(leaf, known)
            case EventKind.VOTED:
                vote = {"vote": leaf.details["vote"], "at": leaf.at, "version": state.version}
                self.state["votes"][f"{leaf.action_id} {state.revision} {leaf.actor.id}"] = vote
            case EventKind.DECIDED:
                known |= {"decided_by": leaf.actor.kind, "decider": leaf.actor.id, "decided_at": leaf.at}
            case EventKind.OUTCOME_REPORTED:
                self._outcome(leaf, known)
            case EventKind.SAMPLED:
                drawn = {"action_id": leaf.action_id, "finding": None, "reviewed_at": None, "reviewer": None}
                self.state["samples"][leaf.details["sample"]] = drawn
            case EventKind.REVIEWED:
                found = {"finding": leaf.details["finding"], "reviewed_at": leaf.at, "reviewer": leaf.actor.id}
                self.state["samples"][leaf.details["sample"]] |= found
            case _:
                return

    def _submitted(self, leaf: ActionLeaf, known: Fields) -> None:
        known |= {
            "created_at": leaf.at,
            "idempotency_key": leaf.details.get("idempotency_key"),
            **dict.fromkeys(
                ("decided_by", "decider", "decided_at", "outcome", "outcome_at", "severity", "happened_at")
            ),
        }
        if used := leaf.details.get("standing"):
            approval = self.state["standing approvals"].setdefault(used, {"uses": 0})
            approval["uses"] = int(str(approval["uses"])) + 1

    def _outcome(self, leaf: ActionLeaf, known: Fields) -> None:
        """What the agent says of how it went does not undo that an error was found."""
        if known["outcome"] != OutcomeKind.ERROR_FOUND:
            said = {name: leaf.details.get(name) for name in ("outcome", "severity", "happened_at")}
            known |= said | {"outcome_at": leaf.at}

    def _halt(self, leaf: HaltLeaf) -> None:
        if leaf.kind == halt_leaf.BEGAN:
            self.state["halts"][leaf.halt_id] = {
                "scope": f"{leaf.scope.kind}:{leaf.scope.of}",
                "began_at": leaf.began_at,
                "began_by": leaf.actor.id,
                "freezes": leaf.freezes,
                "ended_at": None,
            }
        else:
            self.state["halts"].setdefault(leaf.halt_id, {})["ended_at"] = leaf.at

    def _standing(self, leaf: StandingLeaf) -> None:
        known = self.state["standing approvals"].setdefault(leaf.standing_id, {"uses": 0})
        if leaf.kind == standing_leaf.GRANTED:
            known |= {
                "agent_id": leaf.agent_id,
                "action_type": leaf.action_type,
                "from_action": leaf.from_action,
                "granted_at": leaf.at,
                "granted_by": leaf.actor.id,
                "expires_at": leaf.expires_at,
                "uses_at_most": leaf.uses_at_most,
                "revoked_at": None,
            }
        else:
            known["revoked_at"] = leaf.at

    def _key(self, leaf: KeyLeaf) -> None:
        keys = self.state["keys"]
        match leaf.kind:
            case key_leaf.MADE:
                agent: Fields = {"name": leaf.agent, "owner": leaf.owner, "action_types": list(leaf.action_types)}
                self.state["agents"][leaf.agent_id] = agent
                made: Fields = {"agent_id": leaf.agent_id, "created_at": leaf.at, "ends_at": None, "revoked_at": None}
                keys[str(leaf.key)] = made
            case key_leaf.ENDS:
                keys[str(leaf.key)]["ends_at"] = leaf.ends_at
            case _:
                for key in keys.values():
                    if key["agent_id"] == leaf.agent_id and key["revoked_at"] is None:
                        key["revoked_at"] = leaf.at


def rebuilt(records: Iterable[Record]) -> State:
    """The state that these entries lead to."""
    building = Rebuilt()
    for record in records:
        building.add(record)
    return building.state


def differences(log: State, database: State) -> Iterator[Difference]:
    """Everything that is not the same, by kind and id."""
    for kind in sorted({*log, *database}):
        by_log, there = log.get(kind, {}), database.get(kind, {})
        for one in sorted({*by_log, *there}):
            if one not in by_log or one not in there:
                yield Difference(kind, one, None, one if one in by_log else None, one if one in there else None)
                continue
            for field in sorted({*by_log[one], *there[one]}):
                told, found = by_log[one].get(field), there[one].get(field)
                if told != found:
                    yield Difference(kind, one, field, told, found)
