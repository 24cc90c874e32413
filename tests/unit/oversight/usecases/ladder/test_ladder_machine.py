"""The whole ladder, driven by people, by time and by halts, against a clerk who counts ages instead of dates."""

import json
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oversight.action.decision import Actor, DeciderKind, VoteKind
from oversight.action.refusal import Refusal
from oversight.halts.halt import EVERYTHING, Ending, Halt
from oversight.ladder.deadline import due_at
from oversight.ladder.more_time import shown_deadline
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.ladder.escalate_action import escalate_action
from oversight.usecases.ladder.extend_deadline import extend_deadline
from oversight.usecases.ladder.hand_over import hand_over
from oversight.usecases.ladder.run_due import run_due
from oversight.voting.decide import Answer
from tests.builders import policy_of
from tests.unit.oversight.builders import a_person, a_proposal, an_agent
from tests.unit.oversight.ladder_clerk import EVERYBODY, PLACES, POLICY, SECURITY, TOP, Clerk, minutes
from tests.unit.oversight.world import World, finish

picks = st.integers(0, 60)


class WholeLadder(RuleBasedStateMachine):
    """The real use cases on the left, the clerk on the right."""

    @initialize(on_timeout=st.sampled_from(["reject", "hold", "escalate"]))
    def propose(self, on_timeout):
        self.clerk = Clerk(on_timeout)
        self.world = World(policy_of(POLICY % on_timeout))
        self.world.directory.people = {user_id: a_person(user_id) for user_id in EVERYBODY if user_id != "UNOBODY"}
        self.id = finish(self.world.propose(a_proposal(), an_agent(owner="UOWNER"))).id
        self.halts = 0

    def someone(self, pick):
        """Mostly one of those who are asked, now and then anybody."""
        here = sorted(self.clerk.place.people | self.clerk.handed)
        return here[pick % len(here)] if pick < 50 else EVERYBODY[pick % len(EVERYBODY)]

    def clicked(self, told, *, counts):
        assert isinstance(told, Refusal) == (not counts), (told, self.clerk)

    def before_a_click(self):
        """Whoever clicks after the deadline is the one who notices."""
        if self.clerk.overdue:
            self.clerk.at_deadline()

    def answer(self, user, kind, payload=None):
        at = self.clerk.at
        self.before_a_click()
        counts = self.clerk.may_vote(user) and at == self.clerk.at
        answer = Answer(kind, self.clerk.version, at, "Because", payload)
        self.clicked(finish(decide_action(self.id, user, answer, self.world.ports)), counts=counts)
        return counts

    @rule(pick=picks)
    def approve(self, pick):
        user = self.someone(pick)
        if self.answer(user, VoteKind.APPROVE):
            self.clerk.vote(user)

    @rule()
    def everybody_here_says_yes(self):
        """The way to the later stages, which single clicks seldom find."""
        at = self.clerk.at
        for user in sorted(self.clerk.place.people):
            if self.clerk.at == at and self.answer(user, VoteKind.APPROVE):
                self.clerk.vote(user)

    @rule(pick=picks)
    def reject(self, pick):
        user = self.someone(pick)
        clerk = self.clerk
        if self.answer(user, VoteKind.REJECT):
            clerk.step()
            if clerk.behind and clerk.place.disagree and not clerk.is_top:
                clerk.answered[user] = clerk.place.stage
                clerk.disputed = True
                clerk.open(clerk.at + 1)
            else:
                clerk.status = "rejected"

    @rule(pick=picks)
    def modify(self, pick):
        user = self.someone(pick)
        clerk = self.clerk
        if self.answer(user, VoteKind.MODIFY, {"amount": 1_000 + clerk.version}):
            clerk.version += 1
            clerk.behind, clerk.answered, clerk.passed, clerk.disputed = set(), {}, [], False
            if clerk.place.stage == "security":
                clerk.vote(user)
            else:
                clerk.answered[user] = clerk.place.stage
                clerk.step()
                clerk.open(0)

    @rule(pick=picks)
    def escalate(self, pick):
        user = self.someone(pick)
        at = self.clerk.at
        self.before_a_click()
        counts = self.clerk.may_vote(user) and at == self.clerk.at and not self.clerk.is_top
        self.clicked(finish(escalate_action(self.id, at, user, self.world.ports)), counts=counts)
        if counts:
            self.clerk.step()
            self.clerk.open(at + 1)

    @rule(pick=picks)
    def give_more_time(self, pick):
        user = self.someone(pick)
        at, clerk = self.clerk.at, self.clerk
        self.before_a_click()
        counts = clerk.has_a_say(user) and at == clerk.at and clerk.left is not None and not clerk.halted
        counts = counts and clerk.given < minutes(12)
        shown = shown_deadline(finish(self.world.now(self.id)))
        self.clicked(finish(extend_deadline(self.id, at, user, self.world.ports, shown=shown)), counts=counts)
        if counts:
            more = min(minutes(5), minutes(12) - clerk.given)
            clerk.given += more
            clerk.left = (clerk.left or timedelta()) + more
            clerk.step()

    @rule(pick=picks, to=st.sampled_from(EVERYBODY))
    def hand_on(self, pick, to):
        user = self.someone(pick)
        at, clerk = self.clerk.at, self.clerk
        self.before_a_click()
        named = set().union(*(rung.people for rung in PLACES[clerk.at : TOP[clerk.place.stage] + 1]))
        named |= clerk.handed | ({"UF"} if clerk.place is SECURITY else set())
        answered = to in clerk.behind or clerk.answered.get(to, clerk.place.stage) != clerk.place.stage
        counts = clerk.has_a_say(user) and at == clerk.at and to in named - {user, "UOWNER"} - clerk.handed
        counts = counts and not answered
        self.clicked(finish(hand_over(self.id, at, user, to, self.world.ports)), counts=counts)
        if counts:
            clerk.handed.add(to)
            clerk.step()

    @rule(span=st.sampled_from([1, 2, 5, 10, 90]))
    def let_time_pass(self, span):
        self.pass_time(minutes(span))
        self.run_due()

    @rule(span=st.sampled_from([1, 7, 100]))
    def let_time_pass_unseen(self, span):
        """The heartbeat is late; a click may come first."""
        self.pass_time(minutes(span))

    def pass_time(self, span):
        self.clerk.pass_time(span)
        self.world.clock.at = self.clerk.now

    @rule(times=st.sampled_from([1, 3, 8]))
    def nobody_says_a_word(self, times):
        """Time goes from one date to the next, as it does where nobody is late."""
        for _ in range(times):
            due = self.clerk.due()
            if due is None:
                return
            self.pass_time(max(due - self.clerk.now, timedelta()))
            self.run_due()

    def run_due(self):
        finish(run_due(self.world.ports))
        self.clerk.tick()

    @precondition(lambda self: not self.clerk.halted)
    @rule(late=st.sampled_from([0, 0, 4, 100]))
    def halt(self, late):
        """Time stands still since then, however late that is noticed; what had fallen due before still happens."""
        self.halts += 1
        halt = Halt(f"hlt_{self.halts}", EVERYTHING, Actor(DeciderKind.HUMAN, "U7", "Vi"), self.clerk.now)
        finish(self.world.books.halts.begin(halt, []))
        self.clerk.halted = True
        self.pass_time(minutes(late))
        self.clerk.revision += self.clerk.pending
        self.run_due()

    @precondition(lambda self: self.clerk.halted)
    @rule()
    def resume(self):
        ending = Ending(Actor(DeciderKind.HUMAN, "U7", "Vi"), self.clerk.now)
        finish(self.world.books.halts.end(f"hlt_{self.halts}", ending, []))
        self.clerk.revision += self.clerk.pending
        self.clerk.halted = False
        self.run_due()

    @invariant()
    def both_agree(self):
        action, clerk = finish(self.world.now(self.id)), self.clerk
        assignment = action.assignment
        assert assignment is not None
        assert (action.status.value, assignment.rung, action.version.number) == (clerk.status, clerk.at, clerk.version)
        assert (action.revision, assignment.round) == (clerk.revision, clerk.round)
        if clerk.pending:
            assert (assignment.reminders, assignment.fallback_asked) == (clerk.reminded, clerk.fallback)
            assert (set(assignment.handed_to), assignment.extended) == (clerk.handed, clerk.given)
            assert action.is_held == (clerk.left is None)
            assert (action.stage or "") == clerk.place.stage
        overdue_in_a_halt = clerk.halted and due_at(action) is not None
        assert due_at(action) == clerk.due() or overdue_in_a_halt

    @invariant()
    def a_release_has_every_stage_behind_the_same_bytes(self):
        action = finish(self.world.now(self.id))
        if not action.status.releases:
            return
        assert self.clerk.passed == ["security", "legal", ""]
        assert action.decision is not None
        behind = {actor.id for actor in (*action.decision.together_with, action.decision.decided_by)}
        yes = [vote for vote in action.votes if vote.version == action.version.number]
        stages = {user: {PLACES[vote.rung].stage for vote in yes if vote.reviewer.id == user} for user in behind}
        assert all(len(stage) == 1 for stage in stages.values()), "nobody counts in two stages"
        assert set.union(*stages.values()) == {"security", "legal", ""}

    @invariant()
    def time_releases_nothing(self):
        action = finish(self.world.now(self.id))
        if action.decision is not None and action.status.releases:
            assert action.decision.decided_by.kind is DeciderKind.HUMAN

    @invariant()
    def every_revision_has_its_leaf_and_every_end_is_told_once(self):
        action = finish(self.world.now(self.id))
        leaves = finish(self.world.books.actions.events(self.id))
        assert [leaf.kind for leaf in leaves].count("action.decided") == int(action.status.is_final)
        revisions = [json.loads(leaf.leaf)["state"]["revision"] for leaf in leaves]
        assert sorted(set(revisions)) == list(range(1, action.revision + 1))


WholeLadder.TestCase.settings = settings(stateful_step_count=50)
TestWholeLadder = WholeLadder.TestCase
