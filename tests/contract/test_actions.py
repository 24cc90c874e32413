"""What the book of actions promises."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from msgspec.structs import replace

from oversight.action.decision import CLOCK, DeciderKind, Outcome, Vote, VoteKind
from oversight.action.event_kind import EventKind
from oversight.action.moves import climb
from oversight.action.rule import Rule
from oversight.action.status import OutcomeKind, Status
from oversight.ports.actions import ActionFilter, Change, Committed, Conflict, Duplicate
from oversight.ports.delivery import Lane, Message, MessageKind
from oversight.ports.message_id import card_id
from oversight.voting.decide import Answer, cast_vote
from tests.builders import (
    NOON,
    a_person,
    a_person_as_actor,
    a_proposal,
    a_route,
    a_rung,
    a_step,
    an_action,
    an_agent,
    an_event,
    auto_approved,
    decided,
    moved,
    new,
)

SOON = NOON + timedelta(minutes=1)


def a_card(action, rung=0):
    return Message(MessageKind.CARD, card_id(action.id, rung), "#refunds", 1)


async def test_a_committed_action_is_read_back_as_it_was(books):
    action = an_action()
    assert await books.actions.commit(new(action)) == Committed()
    assert await books.actions.action(action.id) == action


async def test_an_unknown_action_is_none(books):
    assert await books.actions.action("act_nobody") is None


async def test_votes_edits_decision_and_outcome_come_back(books):
    route = a_route(ladder=(a_rung(reviewers=("U0MEMBER", "U0SECOND"), approvals_required=2),))
    action = an_action(route=route)
    await books.actions.commit(new(action))
    first = a_step(cast_vote(action, Answer(VoteKind.MODIFY, 1, 0, "less", {"amount": 1.5}), a_person(), SOON))
    assert await books.actions.commit(Change(first.action, first.events, (), first.cast)) == Committed()
    assert await books.actions.action(action.id) == first.action
    second = a_step(cast_vote(first.action, Answer(VoteKind.APPROVE, 2, 0), a_person("U0SECOND"), SOON))
    assert await books.actions.commit(Change(second.action, second.events, (), second.cast)) == Committed()
    read = await books.actions.action(action.id)
    assert read == second.action
    assert read.status is Status.MODIFIED
    outcome = Outcome(OutcomeKind.ERROR_FOUND, SOON, "wrong order", NOON)
    told = replace(second.action, outcome=outcome, revision=second.action.revision + 1)
    assert await books.actions.commit(moved(told, EventKind.OUTCOME_REPORTED)) == Committed()
    assert await books.actions.action(action.id) == told


async def test_a_climb_keeps_the_votes_of_the_rung_below(books):
    route = a_route(ladder=(a_rung(approvals_required=2), a_rung("team_lead")))
    action = an_action(route=route)
    await books.actions.commit(new(action))
    voted = a_step(cast_vote(action, Answer(VoteKind.APPROVE, 1, 0), a_person(), SOON))
    await books.actions.commit(Change(voted.action, voted.events, (), voted.cast))
    climbed = a_step(climb(voted.action, SOON, CLOCK, rule=Rule.ESCALATE_AFTER, reason="silence"))
    await books.actions.commit(Change(climbed.action, climbed.events, ()))
    assert await books.actions.action(action.id) == climbed.action


async def test_the_same_idempotency_key_gives_the_first_action(books):
    first = an_action(idempotency_key="order-4711", request_digest="sha256:a")
    again = an_action(idempotency_key="order-4711", request_digest="sha256:b")
    assert await books.actions.commit(new(first)) == Committed()
    assert await books.actions.commit(new(again, messages=(a_card(again),))) == Duplicate(first.id, "sha256:a")
    assert await books.actions.action(again.id) is None
    assert await books.actions.events(again.id) == []
    assert (await books.outbox.counts()).waiting == 0


async def test_an_earlier_use_of_a_key_is_found_beforehand(books):
    first = an_action(idempotency_key="order-4711", request_digest="sha256:a")
    assert await books.actions.earlier(first.agent.id, "order-4711") is None
    await books.actions.commit(new(first))
    assert await books.actions.earlier(first.agent.id, "order-4711") == Duplicate(first.id, "sha256:a")
    assert await books.actions.earlier("agt_other", "order-4711") is None


async def test_an_idempotency_key_belongs_to_its_agent(books):
    mine = an_action(idempotency_key="k")
    theirs = an_action(idempotency_key="k", agent=an_agent("other-bot"))
    assert await books.actions.commit_all([new(mine), new(theirs)]) == [Committed(), Committed()]


async def test_actions_without_a_key_never_repeat_each_other(books):
    results = await books.actions.commit_all([new(an_action()), new(an_action())])
    assert results == [Committed(), Committed()]


async def test_who_comes_second_is_overtaken_and_writes_nothing(books):
    action = an_action()
    await books.actions.commit(new(action))
    winner = decided(action, Status.REJECTED, at=SOON)
    assert await books.actions.commit(moved(winner)) == Committed()
    loser = decided(action, Status.APPROVED, by=a_person("U0LATE"), at=SOON)
    vote = Vote(VoteKind.APPROVE, a_person_as_actor(a_person("U0LATE")), 1, 0, SOON)
    late = replace(loser, votes=(vote,))
    assert await books.actions.commit(moved(late, messages=(a_card(late),), cast=(vote,))) == Conflict()
    assert await books.actions.action(action.id) == winner
    assert [event.kind for event in await books.actions.events(action.id)] == ["action.submitted", "action.decided"]
    assert (await books.outbox.counts()).waiting == 0


async def test_a_change_of_an_action_that_is_not_there_is_overtaken(books):
    assert await books.actions.commit(moved(decided(an_action(), at=SOON))) == Conflict()


async def test_a_final_answer_is_never_written_over_even_with_the_right_revision(books):
    """The database repeats the transition table: it refuses what a faulty caller would ask for."""
    action = an_action()
    rejected = decided(action, Status.REJECTED, at=SOON)
    await books.actions.commit(new(action))
    await books.actions.commit(moved(rejected))
    forged = replace(decided(action, Status.APPROVED, at=SOON), revision=rejected.revision + 1)
    assert await books.actions.commit(moved(forged)) == Conflict()
    assert await books.actions.action(action.id) == rejected


async def test_an_outcome_is_never_written_to_what_was_not_released(books):
    action = an_action()
    rejected = decided(action, Status.REJECTED, at=SOON)
    await books.actions.commit(new(action))
    await books.actions.commit(moved(rejected))
    told = replace(rejected, outcome=Outcome(OutcomeKind.EXECUTED, SOON), revision=rejected.revision + 1)
    assert await books.actions.commit(moved(told, EventKind.OUTCOME_REPORTED)) == Conflict()


async def test_state_leaf_and_message_are_written_together(books):
    action = an_action()
    events = (an_event(action), an_event(action, EventKind.REMINDED))
    assert await books.actions.commit(new(action, events=events, messages=(a_card(action),))) == Committed()
    recorded = await books.actions.events(action.id)
    assert [event.kind for event in recorded] == ["action.submitted", "action.reminded"]
    assert recorded[0].position < recorded[1].position
    assert b'"revision":1' in recorded[0].leaf
    assert (await books.outbox.counts()).waiting == 1


async def test_events_are_read_on_from_a_position(books):
    action = an_action()
    await books.actions.commit(new(action))
    [first] = await books.actions.events(action.id)
    await books.actions.commit(moved(decided(action, at=SOON)))
    [second] = await books.actions.events(action.id, after=first.position)
    assert second.kind == "action.decided"
    assert await books.actions.events(action.id, after=second.position) == []


async def test_an_agent_s_actions_are_listed_newest_first_and_paged(books):
    actions = [an_action(created_at=NOON + timedelta(minutes=minute)) for minute in range(5)]
    stranger = an_action(agent=an_agent("other-bot"))
    tag = an_action(proposal=a_proposal(action_type="ticket.tag"), created_at=NOON + timedelta(minutes=9))
    await books.actions.commit_all([*map(new, actions), new(stranger), new(tag)])
    await books.actions.commit(moved(decided(actions[1], at=SOON)))
    agent_id = actions[0].agent.id

    async def ids(**wanted):
        return [action.id for action in (await books.actions.actions(ActionFilter(agent_id, **wanted))).actions]

    newest_first = [tag.id, *(action.id for action in reversed(actions))]
    assert await ids() == newest_first
    assert await ids(limit=2) == newest_first[:2]
    assert await ids(limit=2, before=newest_first[1]) == newest_first[2:4]
    assert await ids(status=Status.APPROVED) == [actions[1].id]
    assert await ids(action_type="ticket.tag") == [tag.id]


async def test_a_list_ends_where_it_would_become_too_large_and_goes_on_from_there(books):
    long = {"text": "x" * 5_000}
    actions = [
        an_action(proposal=a_proposal(payload=long), created_at=NOON + timedelta(minutes=minute)) for minute in range(7)
    ]
    await books.actions.commit_all(list(map(new, actions)))
    wanted = ActionFilter(actions[0].agent.id, most_bytes=13_000)
    pages = [await books.actions.actions(wanted)]
    while pages[-1].older_than:
        pages.append(await books.actions.actions(replace(wanted, before=pages[-1].older_than)))
    assert [action.id for page in pages for action in page.actions] == [action.id for action in reversed(actions)]
    assert [len(page.actions) for page in pages] == [2, 2, 2, 1]
    tiny = await books.actions.actions(replace(wanted, most_bytes=1))
    assert [len(tiny.actions), tiny.older_than] == [1, actions[-1].id], "the first is always in it"


async def test_pending_actions_come_with_the_next_deadline_first(books):
    late = an_action(created_at=NOON + timedelta(minutes=10))
    early = an_action()
    answered = auto_approved(an_action())
    await books.actions.commit_all([new(late), new(early), new(answered)])
    assert await books.actions.pending(10) == [early, late]
    assert await books.actions.pending(1) == [early]


async def test_what_the_policy_answered_is_read_back_so(books):
    action = auto_approved(an_action())
    await books.actions.commit(new(action))
    read = await books.actions.action(action.id)
    assert read == action
    assert read.decision.decided_by.kind is DeciderKind.POLICY


@pytest.mark.parametrize("text", ["\0", "naïve 🙈 \u202e", "'; DROP TABLE actions; --"])
async def test_every_character_survives(books, text):
    action = an_action(proposal=a_proposal(description=text, reasoning=text, context={text: text}))
    await books.actions.commit(new(action))
    assert await books.actions.action(action.id) == action


async def test_the_backlog_counts_what_waits_at_each_tier(books):
    low = [an_action(route=a_route("team_member")) for _ in range(2)]
    high = an_action(route=a_route("executive"))
    over = decided(an_action(), at=SOON)
    await books.actions.commit_all([new(action) for action in (*low, high)])
    await books.actions.commit(new(replace(over, revision=1)))
    backlog = {tier.tier: (tier.waiting, tier.next_deadline_at) for tier in await books.actions.backlog()}
    assert backlog == {"team_member": (2, low[0].deadline_at), "executive": (1, high.deadline_at)}


async def test_listeners_hear_of_messages_and_of_nothing_else(store):
    heard: list[object] = []
    store.wakeup.listen(heard.append)
    action = an_action()
    await store.actions.commit(new(action, messages=()))
    assert not heard
    await store.actions.commit(new(an_action(), messages=(a_card(action),)))
    assert heard == [{Lane("#refunds", is_posted=False)}]


async def test_a_leaf_that_changes_nothing_tells_the_state_as_it_is(books):
    action = an_action()
    await books.actions.commit(new(action))
    await books.actions.keep_leaf(an_event(action, EventKind.REVEALED))
    assert await books.actions.action(action.id) == action
    await books.actions.commit(moved(decided(action, at=SOON)))
    await books.actions.keep_leaf(an_event(action, EventKind.REVEALED))
    submitted, first, _, second = await books.actions.events(action.id)
    assert (submitted.kind, first.kind, second.kind) == ("action.submitted", "action.revealed", "action.revealed")
    assert json.loads(first.leaf)["details"] == {"paths": ["$.payload.card_number"], "version": 1}
    assert [json.loads(leaf.leaf)["state"]["status"] for leaf in (first, second)] == ["pending", "approved"]
