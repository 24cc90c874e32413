"""A person is forgotten: nothing of theirs is stored any more, and the log proves what it proved."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from oversight.action.action import Action
from oversight.action.decision import Outcome, VoteKind
from oversight.action.event import OutcomeReported, Voted
from oversight.action.finished_draft import FinishedDraft
from oversight.action.personal import salt_of, salted
from oversight.action.refusal import Refusal
from oversight.action.rule import Rule
from oversight.action.status import OutcomeKind, Severity
from oversight.action.transition import Transition
from oversight.audit.envelope import read_leaf
from oversight.audit.rebuild import differences, rebuilt
from oversight.audit.shown import shown
from oversight.audit.standing_leaf import granted_leaf
from oversight.exact_json.canonical import sha256
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.ports.actions import Change, Conflict
from oversight.ports.audit import Erasure
from oversight.ports.delivery import MessageKind, Posting
from oversight.ports.message_id import card_id
from oversight.usecases.actions.decide_action import decide_action
from oversight.usecases.actions.report_outcome import report_outcome, report_problem
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.actions.withdraw_action import withdraw_action
from oversight.voting.decide import Answer, cast_vote
from storage.engine.metadata import metadata
from storage.store import Store
from tests.builders import NOON, OPERATOR, a_proposal, an_agent, policy_of
from tests.contract.test_standing_approvals import an_approval
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock

POLICY = """
version: 1
tiers: {team_lead: {channel: "#b", reviewers: ["U1"]}}
action_types:
  refund.issue:
    risk: high
    personal: [{path: email, subject: customer.id}, {path: customer.name, subject: customer.id}]
"""
SECRETS = ("ada@example.org", "Ada Lovelace")
OTHERS = ("bob@example.org", "Bob Boole")
AGENT = an_agent(owner=None)


def payload(customer="c-7", email=SECRETS[0], name=SECRETS[1]):
    return {"customer": {"id": customer, "name": name, "email": email}, "amount": 9}


@pytest.fixture
def ports(store: Store):
    people = MemoryDirectory("T1", {"U1": Person("U1", "T1", "Lea")})
    return Ports(*store.books, MemoryClock(NOON), store.ids, people, FixedPolicy(policy_of(POLICY)), b"secret")


async def propose(ports, **fields):
    proposal = a_proposal(
        action_type="refund.issue",
        payload=(said := payload(**fields)),
        description=f"Refund {said['customer']['name']}",
        reasoning=f"{said['customer']['email']} asked",
        context={"mail": said["customer"]["email"]},
        on_behalf_of=said["customer"]["email"],
    )
    made = await submit_action(Submission(proposal, AGENT, "key-1" if not fields else None, "sha256:1"), ports)
    assert isinstance(made, Action)
    return made


def text_of(value):
    return bytes(value).decode() if isinstance(value, bytes | memoryview) else str(value)


async def everything(store):
    """Every value of every table, as text."""

    def read(connection):
        rows = ((table, row) for table in metadata.sorted_tables for row in connection.execute(select(table)))
        texts = ((table.name, value) for table, row in rows for value in row)
        return "\n".join(
            f"{name}: {bytes(value)!r}" if isinstance(value, bytes | memoryview) else f"{name}: {value}"
            for name, value in texts
        )

    return await store.database.read(read)


async def log_of(store):
    while await store.audit.sequence(100):
        pass
    return await store.audit.leaves(1, 0, 1000)


async def differ(store):
    leaves = [read_leaf(leaf.leaf) for leaf in await log_of(store)]
    database = await store.audit.present_state()
    return [one for one in differences(rebuilt(leaves), database) if one.kind in ("actions", "votes")]


async def test_the_log_never_holds_a_value_nor_a_digest_that_could_be_guessed(store, ports):
    action = await propose(ports)
    (leaf,) = await log_of(store)
    record = json.loads(leaf.leaf)
    assert not [secret for secret in SECRETS if secret in leaf.leaf.decode()]
    assert record["state"]["payload_digest"] != action.version.digest
    assert set(record["details"]["personal"]) == {"$.customer.email", "$.customer.name"}


@pytest.mark.parametrize("edited", [False, True])
async def test_nothing_of_a_person_is_stored_any_more_and_the_log_stays_as_it_is(store, ports, edited):
    action = await propose(ports)
    other = await propose(ports, customer="c-8", email=OTHERS[0], name=OTHERS[1])
    for one in (action, other):
        change = one.version.payload | {"amount": 5} if edited else None
        answer = Answer(VoteKind.MODIFY if edited else VoteKind.APPROVE, 1, 0, payload=change)
        await decide_action(one.id, "U1", answer, ports)
    card = card_id(action.id, 0)
    await store.postings.prepare(MessageKind.CARD, card, "t")
    await store.postings.posted(Posting(MessageKind.CARD, card, "t", "C1", "1.2", 1), None)
    before = [(leaf.index, leaf.leaf) for leaf in await log_of(store)]
    root = await store.audit.root(1, len(before))
    assert await store.personal.of_subject("c-7") == [action.id]
    erasure = await store.personal.erase(action.id, "c-7", OPERATOR, NOON)
    assert isinstance(erasure, Erasure)
    assert erasure.why_not is None
    assert set(erasure.paths) == {("customer", "email"), ("customer", "name")}
    left = await everything(store)
    assert not [line for line in left.splitlines() if any(secret in line for secret in SECRETS)]
    assert all(value in left for value in OTHERS)
    now = await ports.actions.action(action.id)
    assert now.version.payload == {"customer": {"id": "c-7", "name": "[erased]", "email": "[erased]"}} | {
        "amount": 5 if edited else 9
    }
    assert now.decision.decided_by.id == "U1"
    after = await log_of(store)
    assert [(leaf.index, leaf.leaf) for leaf in after[:-1]] == before
    assert json.loads(after[-1].leaf)["kind"] == "action.erased"
    assert await store.audit.root(1, len(before)) == root
    assert await differ(store) == []
    assert await store.personal.erase(action.id, "c-7", OPERATOR, NOON) is None
    claimed = await store.outbox.claim(NOON, ())
    assert card in {one.message.ref for one in claimed}


async def test_what_is_still_open_is_not_erased_and_it_is_said_why(store, ports):
    action = await propose(ports)
    erasure = await store.personal.erase(action.id, "c-7", OPERATOR, NOON)
    assert "still open" in erasure.why_not
    assert SECRETS[0] in await everything(store)
    assert await store.personal.erase(action.id, "c-9", OPERATOR, NOON) is None
    assert await store.personal.erase("act_none", None, OPERATOR, NOON) is None


async def test_a_name_with_signs_of_its_own_is_found_as_it_is_written(store, ports):
    odd = 'c-%_"\\ü'
    action = await propose(ports, customer=odd)
    await propose(ports, customer="c-xx")
    assert await store.personal.of_subject(odd) == [action.id]
    assert await store.personal.of_subject("c-%") == []


NOTED = f"paid {SECRETS[1]}"


async def test_what_the_agent_said_afterwards_goes_too_and_never_was_in_the_log(store, ports):
    paid, withdrawn = await propose(ports), await propose(ports, name=SECRETS[1])
    await decide_action(paid.id, "U1", Answer(VoteKind.APPROVE, 1, 0), ports)
    await report_outcome(paid.id, AGENT, Outcome(OutcomeKind.FAILED, NOON, NOTED), ports)
    await withdraw_action(withdrawn.id, AGENT, NOTED, ports)
    assert NOTED in await everything(store)
    for one in (paid, withdrawn):
        erasure = await store.personal.erase(one.id, "c-7", OPERATOR, NOON)
        assert erasure.why_not is None
    left = await everything(store)
    assert [line for line in left.splitlines() if SECRETS[1] in line] == []
    now = await ports.actions.action(paid.id)
    assert now.outcome.kind is OutcomeKind.FAILED
    assert await differ(store) == []


async def test_what_a_person_wrote_of_an_error_goes_too_and_never_was_in_the_log(store, ports):
    paid = await propose(ports)
    await decide_action(paid.id, "U1", Answer(VoteKind.APPROVE, 1, 0), ports)
    reported = await report_problem(paid.id, "U1", Severity.HIGH, ports, happened_at=NOON, note=NOTED)
    assert not isinstance(reported, Refusal)
    assert NOTED in await everything(store)
    erasure = await store.personal.erase(paid.id, "c-7", OPERATOR, NOON)
    assert erasure.why_not is None
    assert [line for line in (await everything(store)).splitlines() if SECRETS[1] in line] == []
    now = await ports.actions.action(paid.id)
    assert (now.outcome.kind, now.outcome.severity) == (OutcomeKind.ERROR_FOUND, Severity.HIGH)
    assert await differ(store) == []


async def test_who_read_the_action_before_writes_nothing_over_the_erasure(store, ports):
    action = await propose(ports)
    change = action.version.payload | {"amount": 5}
    await decide_action(action.id, "U1", Answer(VoteKind.MODIFY, 1, 0, payload=change), ports)
    read_before = await ports.actions.action(action.id)
    await store.personal.erase(action.id, "c-7", OPERATOR, NOON)
    outcome = Outcome(OutcomeKind.EXECUTED, NOON)
    late = replace(read_before, outcome=outcome, revision=read_before.revision + 1)
    grounds = (action.id, NOON, AGENT.actor, Rule.OUTCOME)
    change = Change(late, (OutcomeReported(*grounds, outcome=outcome.kind),), ())
    assert isinstance(await ports.actions.commit(change), Conflict)
    assert [line for line in (await everything(store)).splitlines() if SECRETS[0] in line] == []
    assert not isinstance(await report_outcome(action.id, AGENT, outcome, ports), Refusal)
    assert await differ(store) == []


async def test_no_digest_of_what_repeats_a_value_can_be_guessed(store, ports):
    action = await propose(ports)
    read = {"template": 1, "blocks": [{"text": SECRETS[0]}]}
    seen = shown(action, read, NOON)
    assert seen.digest != sha256(read), "who guesses the value cannot know that it is the one"
    assert seen.digest == sha256(json.loads(seen.document)), "who has the document can"
    assert seen == shown(action, read, NOON), "the same is kept once"
    plain = replace(action, personal=())
    assert shown(plain, read, NOON).digest == sha256(read)
    draft = FinishedDraft(f"Dear {SECRETS[1]}", ())
    person = await ports.directory.person("U1")
    answer = Answer(VoteKind.APPROVE, 1, 0, draft=draft)
    cast = [cast_vote(one, answer, person, NOON) for one in (action, plain)]
    votes = [
        step.events[0].draft for step in cast if isinstance(step, Transition) and isinstance(step.events[0], Voted)
    ]
    assert votes[1] == draft.digest
    assert votes[0] == salted(draft.digest, salt_of(action.personal)) != draft.digest
    granted = an_approval(
        store, action, condition=f'payload.customer.email == "{SECRETS[0]}"', salt=salt_of(action.personal)
    )
    digests = [json.loads(granted_leaf(one))["condition_digest"] for one in (granted, replace(granted, salt=None))]
    assert digests[1] == sha256(granted.condition) != digests[0]


async def test_a_card_that_was_on_its_way_keeps_nothing_after_the_erasure(store, ports):
    action = await propose(ports)
    card = card_id(action.id, 0)
    await store.postings.prepare(MessageKind.CARD, card, "t")
    drawn = shown(action, {"blocks": [SECRETS[0]]}, NOON)
    await decide_action(action.id, "U1", Answer(VoteKind.APPROVE, 1, 0), ports)
    await store.personal.erase(action.id, "c-7", OPERATOR, NOON)
    await store.postings.posted(Posting(MessageKind.CARD, card, "t", "C1", "1.2", 1), drawn)
    assert [line for line in (await everything(store)).splitlines() if SECRETS[0] in line] == []
