"""One action, driven by everything that can happen to it, against a small model that shares no code with the rules."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oversight.action.decision import VoteKind
from oversight.action.refusal import Refusal
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from tests.builders import policy_of
from tests.unit.oversight.builders import NOW, a_person, a_proposal, an_agent
from tests.unit.oversight.world import World, finish

POLICY = """
version: 1
tiers:
  team_member: {channel: "#m", reviewers: [U1, U2, U3, UOWNER, UGUEST], remind_after: 4m, escalate_after: 10m,
                approvals_required: 2}
  team_lead:   {channel: "#l", reviewers: [U2, U4, UASKER], escalate_after: 10m, modified_needs_second: true}
  executive:   {channel: "#x", reviewers: [U5, U6, U7]}
action_types:
  refund.issue: {risk: high, reversible: false, schema: {type: object, properties: {amount: {type: integer}}}}
"""
LADDER: list[
    tuple[set[str], int, int, int | None, int | None]
] = [  # who may vote, how many must, how many must for an edit, minutes to remind, minutes to climb
    ({"U1", "U2", "U3"}, 2, 2, 4, 10),
    ({"U2", "U4"}, 1, 2, None, 10),
    ({"U5", "U6", "U7"}, 1, 2, None, None),  # the demand for a second person is the rung below's
]
EVERYBODY = ("U1", "U2", "U3", "U4", "U5", "U6", "U7", "UOWNER", "UASKER", "UGUEST", "UNOBODY")
users = st.sampled_from(EVERYBODY)


@dataclass
class Model:
    """What a careful clerk would write down."""

    now: datetime = NOW
    status: str = "pending"
    revision: int = 1
    rung: int = 0
    opened_at: datetime = NOW
    reminded: bool = False
    payload: dict[str, int] = field(default_factory=lambda: {"amount": 100})
    version: int = 1
    behind: set[str] = field(default_factory=set)
    decided_by: str | None = None

    @property
    def pending(self) -> bool:
        return self.status == "pending"

    @property
    def overdue(self) -> bool:
        return self.pending and self.now >= NOW + timedelta(minutes=30)

    def may(self, user_id: str) -> bool:
        return self.pending and not self.overdue and user_id in LADDER[self.rung][0] and user_id not in self.behind

    def end(self, status: str, by: str) -> None:
        self.status, self.decided_by = status, by

    def say_yes(self, user_id: str) -> None:
        self.behind.add(user_id)
        self.revision += 1
        edited = self.version > 1
        _, plain, after_edit, *_ = LADDER[self.rung]
        if len(self.behind) >= (after_edit if edited else plain):
            self.end("modified" if edited else "approved", user_id)

    def climb(self) -> None:
        self.rung, self.opened_at, self.reminded = self.rung + 1, self.now, False
        self.behind = set()
        self.revision += 1

    def tick(self) -> None:
        if not self.pending:
            return
        waited = self.now - self.opened_at
        *_, remind, escalate = LADDER[self.rung]
        if self.overdue:
            self.end("timed_out", "clock")
            self.revision += 1
        elif escalate is not None and waited >= timedelta(minutes=escalate):
            self.climb()
        elif remind is not None and waited >= timedelta(minutes=remind) and not self.reminded:
            self.reminded = True
            self.revision += 1


class OneAction(RuleBasedStateMachine):
    """The real use cases on the left, the model on the right."""

    @initialize()
    def propose(self):
        self.model = Model()
        self.world = World(policy_of(POLICY))
        self.world.directory.people = {user_id: a_person(user_id) for user_id in EVERYBODY}
        self.world.directory.people["UGUEST"] = a_person("UGUEST", is_guest=True)
        del self.world.directory.people["UNOBODY"]
        proposal = a_proposal(payload={"amount": 100}, on_behalf_of="UASKER")
        self.id = finish(self.world.propose(proposal, an_agent(owner="UOWNER"))).id
        self.final = None

    def answer(self, user_id, answer, *, counts):
        told = finish(decide_action(self.id, user_id, answer, self.world.ports))
        assert isinstance(told, Refusal) == (not counts), (told, self.model)
        self.notice_the_deadline()

    def notice_the_deadline(self):
        """Whoever clicks too late is the one who notices."""
        if self.model.overdue:
            self.model.tick()

    @rule(user_id=users)
    def approve(self, user_id):
        counts = self.model.may(user_id)
        self.answer(user_id, Answer(VoteKind.APPROVE, self.model.version, self.model.rung), counts=counts)
        if counts:
            self.model.say_yes(user_id)

    @rule(user_id=users, reason=st.sampled_from(["Too much", " ", None]))
    def reject(self, user_id, reason):
        counts = self.model.may(user_id) and reason == "Too much"
        self.answer(user_id, Answer(VoteKind.REJECT, self.model.version, self.model.rung, reason), counts=counts)
        if counts:
            self.model.revision += 1
            self.model.end("rejected", user_id)

    @rule(user_id=users, amount=st.sampled_from([100, 50, 70]))
    def modify(self, user_id, amount):
        counts = self.model.may(user_id) and amount != self.model.payload["amount"]
        self.answer(
            user_id,
            Answer(VoteKind.MODIFY, self.model.version, self.model.rung, None, {"amount": amount}),
            counts=counts,
        )
        if counts:
            self.model.payload, self.model.behind = {"amount": amount}, set()
            self.model.version += 1
            self.model.say_yes(user_id)

    @rule(user_id=users, payload=st.sampled_from([{"amount": "much"}, [], None]))
    def modify_against_the_schema(self, user_id, payload):
        self.answer(user_id, Answer(VoteKind.MODIFY, self.model.version, self.model.rung, None, payload), counts=False)

    @rule(user_id=users, kind=st.sampled_from(VoteKind), off=st.sampled_from([-1, 1]))
    def answer_to_another_version(self, user_id, kind, off):
        stale = Answer(kind, self.model.version + off, self.model.rung, "Too much", {"amount": 1})
        self.answer(user_id, stale, counts=False)

    @rule(user_id=users, kind=st.sampled_from(VoteKind))
    def answer_while_slack_is_out_of_reach(self, user_id, kind):
        self.world.directory.is_down = True
        self.answer(user_id, Answer(kind, self.model.version, self.model.rung, "Too much", {"amount": 1}), counts=False)
        self.world.directory.is_down = False

    @rule(user_id=users, kind=st.sampled_from(VoteKind), off=st.sampled_from([-1, 1]))
    def answer_on_the_card_of_another_rung(self, user_id, kind, off):
        stale = Answer(kind, self.model.version, self.model.rung + off, "Too much", {"amount": 1})
        self.answer(user_id, stale, counts=False)

    @rule(user_id=users, off=st.sampled_from([-1, 1]))
    def escalate_from_another_rung(self, user_id, off):
        told = finish(escalate_action(self.id, self.model.rung + off, user_id, self.world.ports))
        assert isinstance(told, Refusal), told
        self.notice_the_deadline()

    @rule(user_id=users)
    def escalate(self, user_id):
        counts = self.model.may(user_id) and self.model.rung < 2
        told = finish(escalate_action(self.id, self.model.rung, user_id, self.world.ports))
        assert isinstance(told, Refusal) == (not counts), told
        self.notice_the_deadline()
        if counts:
            self.model.climb()

    @rule(seconds=st.sampled_from([1, 60, 239, 240, 600, 1_200, 1_800]))
    def let_time_pass(self, seconds):
        self.model.now += timedelta(seconds=seconds)
        self.world.clock.at = self.model.now
        finish(run_due(self.world.ports))
        self.model.tick()

    @rule(seconds=st.sampled_from([60, 600, 1_800]))
    def let_time_pass_unseen(self, seconds):
        """The heartbeat is late; a click may come first."""
        self.model.now += timedelta(seconds=seconds)
        self.world.clock.at = self.model.now

    @rule()
    def withdraw_in_anothers_name(self):
        told = finish(withdraw_action(self.id, an_agent(id="agt_2"), None, self.world.ports))
        assert isinstance(told, Refusal)

    @precondition(lambda self: self.model.version > 1 or self.model.behind)
    @rule()
    def withdraw(self):
        told = finish(withdraw_action(self.id, an_agent(), None, self.world.ports))
        assert isinstance(told, Refusal) == (not self.model.pending)
        if self.model.pending:
            self.model.revision += 1
            self.model.end("cancelled", "agt_1")

    @invariant()
    def both_agree(self):
        action, model = finish(self.world.now(self.id)), self.model
        assert (action.status.value, action.revision) == (model.status, model.revision)
        assert action.assignment is not None
        assert (action.assignment.rung, action.assignment.reminded) == (model.rung, model.reminded)
        assert (action.version.number, action.version.payload) == (model.version, model.payload)
        assert action.proposal.payload == {"amount": 100}
        assert (action.decision.decided_by.id if action.decision else None) == model.decided_by

    @invariant()
    def a_release_has_its_quorum_behind_the_same_bytes(self):
        action = finish(self.world.now(self.id))
        if not action.status.releases:
            return
        allowed, plain, edited, *_ = LADDER[self.model.rung]
        here = (action.version.number, self.model.rung)
        behind = {vote.reviewer.id for vote in action.votes if (vote.version, vote.rung) == here}
        assert behind == self.model.behind
        assert behind <= allowed
        assert len(self.model.behind) >= (edited if action.version.number > 1 else plain)

    @invariant()
    def the_final_answer_is_given_once_and_stays(self):
        action = finish(self.world.now(self.id))
        leaves = finish(self.world.books.actions.events(self.id))
        assert [leaf.kind for leaf in leaves].count("action.decided") == int(action.status.is_final)
        if self.final is not None:
            assert action == self.final
        self.final = action if action.status.is_final else None

    @invariant()
    def every_revision_has_its_leaf(self):
        action = finish(self.world.now(self.id))
        revisions = [
            json.loads(event.leaf)["state"]["revision"] for event in finish(self.world.books.actions.events(self.id))
        ]
        assert sorted(set(revisions)) == list(range(1, action.revision + 1))
        assert revisions == sorted(revisions)


OneAction.TestCase.settings = settings(stateful_step_count=30)
TestOneAction = OneAction.TestCase
