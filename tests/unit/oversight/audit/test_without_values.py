"""What a reader of the log sees who was not given names and what people wrote."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.decision import Actor, DeciderKind
from oversight.action.event import EVENTS
from oversight.action.event_kind import EventKind
from oversight.action.risk import Risk
from oversight.action.route import Shadow, Verdict
from oversight.action.status import Severity
from oversight.audit.halt_leaf import began_leaf, ended_leaf
from oversight.audit.key_leaf import MADE, key_leaf
from oversight.audit.leaf import leaf
from oversight.audit.log.checkpoint import Checkpoint
from oversight.audit.log_leaf import began_leaf as log_began
from oversight.audit.policy_leaf import loaded_leaf
from oversight.audit.standing_leaf import granted_leaf, revoked_leaf
from oversight.audit.without_values import SHOWN, with_values, without_values
from oversight.halts.halt import Ending, Halt, Scope, ScopeKind
from oversight.standing.standing_approval import StandingApproval
from tests.builders import a_fact, an_agent
from tests.unit.oversight.builders import NOW, an_action

API = Path(__file__).parents[4] / "docs" / "reference" / "http-api.md"
CODE = re.compile(r"`([a-z_.]+)`")
WRITTEN = "somebody wrote this"
NAME = "Nina Novak"
SOMEBODY = Actor(DeciderKind.HUMAN, "U1", NAME)
ALL_THERE_IS = {
    "removed": ("U2",),
    "draft": "sha256:1",
    "requesters": ("U3",),
    "shadow": Shadow(Verdict.ASK, "team_lead"),
    "stages": ("legal",),
    "standing": "sta_1",
    "to_name": NAME,
    "reject_reason": "Over budget",
    "paths": ("$.payload.Nina",),
    "key": "abcdefgh",
    "on_behalf_of": NAME,
    "answers": {"high_value": True},
    "checks": {"within_policy": None},
    "signals": {"llm_confidence": 0.9},
    "idempotency_key": NAME,
    "trace": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "workspace": "T1",
    "vouched_by": "slack_socket",
    "checked_at": NOW,
    "severity": Severity.HIGH,
    "happened_at": NOW,
    "detected_at": NOW,
    "personal": {"$.payload.Nina": "sha256:1"},
    "failed": ("Is it the right tag?",),
}
LEFT_OUT = {
    *("reason", "actor.name", "details.to_name", "details.paths", "scope.name"),
    *("details.on_behalf_of", "details.idempotency_key", "agent", "why", "old_checkpoint"),
    *("details.personal", "details.erased"),
}
"""Every field of every leaf that has a value; what is new has to be put here, or be shown."""


def a_leaf(kind):
    of_all = {"action_id": "act_1", "at": NOW, "actor": SOMEBODY, "rule": "quorum", "reason": WRITTEN}
    return leaf(a_fact(kind, of_all, **ALL_THERE_IS), an_action())


def a_halt():
    scope = Scope(ScopeKind.AGENT, "agt_1", NAME)
    return Halt("hlt_1", scope, SOMEBODY, NOW, WRITTEN, freezes=True, ending=Ending(SOMEBODY, NOW, WRITTEN))


def a_standing_approval():
    return StandingApproval(
        id="sta_1",
        agent_id="agt_1",
        action_type="refund.issue",
        condition=f"payload.customer == '{NAME}'",
        expires_at=NOW + timedelta(days=7),
        uses_at_most=5,
        granted_by=SOMEBODY,
        granted_at=NOW,
        from_action="act_1",
        tier="team_member",
        risk=Risk.HIGH,
        grounds=("risk",),
        revoked_by=SOMEBODY,
        revoked_at=NOW,
    )


LEAVES: dict[str, bytes] = {
    **{str(kind): a_leaf(kind) for kind in EventKind},
    "halt.began": began_leaf(a_halt()),
    "halt.ended": ended_leaf(a_halt()),
    "standing.granted": granted_leaf(a_standing_approval()),
    "standing.revoked": revoked_leaf(a_standing_approval()),
    "policy.loaded": loaded_leaf("sha256:1", "version: 1\n", NOW),
    "key.made": key_leaf(MADE, an_agent(NAME, id="agt_1", owner="U2"), SOMEBODY, NOW, key="abcdefgh", ends_at=NOW),
    "log.began": log_began(
        "acme.example/two", WRITTEN, (Checkpoint("acme.example", 1, bytes(32)), "note"), SOMEBODY, NOW
    ),
}


def fields(record, above=""):
    """The paths of all fields but of those that are objects with fields of their own."""
    for name, value in record.items():
        path = f"{above}{name}"
        if isinstance(value, dict) and value and path in {"actor", "details", "details.shadow", "scope", "state"}:
            yield from fields(value, f"{path}.")
        else:
            yield path


@pytest.mark.parametrize("kind", LEAVES)
def test_each_field_is_shown_as_it_is_or_left_out_on_purpose(kind):
    stored, shown = json.loads(LEAVES[kind]), json.loads(without_values(LEAVES[kind]))
    empty = {"details"} - set(fields(stored))  # all that stood in them is left out
    assert set(fields(stored)) - set(fields(shown)) == set(fields(stored)) & LEFT_OUT
    assert set(fields(shown)) - empty <= set(fields(stored))
    assert shown["at"] == stored["at"]
    assert shown["actor"] == {name: stored["actor"][name] for name in ("kind", "id")}


@pytest.mark.parametrize("kind", LEAVES)
def test_no_name_and_nothing_that_people_wrote_is_shown(kind):
    shown = without_values(LEAVES[kind]).decode()
    assert not [word for word in (WRITTEN, NAME, "Nina") if word in shown]


def test_every_field_of_every_event_was_looked_at():
    """An event whose own field is not in these leaves would pass the tests above unseen."""
    for kind, event in EVENTS.items():
        own = {
            field
            for field in event.__struct_encode_fields__
            if field not in EVENTS[EventKind.MODIFIED].__struct_fields__
        }
        assert own <= set(json.loads(LEAVES[kind])["details"]), kind


def test_with_values_a_leaf_is_the_bytes_over_which_the_log_is_hashed():
    for stored in LEAVES.values():
        assert with_values(stored) == stored


@pytest.mark.parametrize("number", [0, 7, 99, True, 1.0, "1", None, [1]])
def test_of_a_format_that_is_not_known_only_the_kind_and_the_time_are_shown(number):
    record = {"format": number, "kind": "log.began", "at": "2026-03-02T09:00:00.000000Z", "actor": {"id": NAME}}
    shown = json.loads(without_values(json.dumps(record).encode()))
    assert set(shown) == {"format", "kind", "at"}


@pytest.mark.parametrize("stored", [b"", b"{", b"\xff", b"[]", b"1", b'"text"', b"null"])
def test_what_is_no_leaf_any_more_stops_nobody(stored):
    assert (without_values(stored), with_values(stored)) == (b"null", b"null")


@given(
    st.sampled_from(sorted(SHOWN)),
    st.recursive(
        st.just(NAME),
        lambda inside: st.dictionaries(st.sampled_from(["note", "name", "reason", "details", "scope"]), inside),
    ),
)
def test_what_no_format_knows_yet_is_not_shown(number, unheard_of):
    record = {"format": number, "comment": unheard_of, "details": unheard_of, "actor": {"nick": unheard_of}}
    assert NAME not in without_values(json.dumps(record).encode()).decode()


def test_the_shadow_of_a_route_is_shown_but_for_what_may_come():
    stored = json.loads(LEAVES[EventKind.SUBMITTED])
    stored["details"]["shadow"]["note"] = WRITTEN
    shown = json.loads(without_values(json.dumps(stored).encode()))
    assert shown["details"]["shadow"] == {"verdict": "ask", "tier": "team_lead"}


def test_a_halt_from_the_command_line_says_whose_account_it_was():
    halt = replace(a_halt(), by=Actor(DeciderKind.HUMAN, "cli:ada", NAME))
    assert json.loads(without_values(began_leaf(halt)))["actor"] == {"kind": "human", "id": "cli:ada"}


def test_the_page_of_the_api_tells_every_field():
    """Row by row: what is left out, and what is shown."""
    told = re.findall(r"^\| [a-z' ]+\(format (\d+)\) \| (.*) \| (.*) \|$", API.read_text(), re.MULTILINE)
    assert [int(number) for number, _, _ in told] == sorted(SHOWN)
    for number, left_out, shown in told:
        stored = [json.loads(stored) for stored in LEAVES.values() if b'"format":%s,' % number.encode() in stored]
        names = {path for record in stored for path in fields(record)} - {"details"}  # which are empty in some
        said = {*CODE.findall(shown)} - {"details"}
        assert {*CODE.findall(left_out)} == names & LEFT_OUT
        for name in names - LEFT_OUT:
            top, _, inside = name.partition(".")
            assert said & ({name, top} | ({inside.partition(".")[0]} if top == "details" else set())), name
        assert said <= {step for name in names for step in (name, *name.split("."))} | {"held", "stage"}
