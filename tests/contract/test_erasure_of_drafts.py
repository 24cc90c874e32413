"""A person is forgotten who stands in a draft: nothing of the draft, of its work or of its text is left."""

from __future__ import annotations

import pytest

from oversight.action.action import Action
from oversight.action.draft import Block, BlockType, Draft
from oversight.editing.draft.change import Write
from oversight.people.person import Person
from oversight.ports import Ports
from oversight.usecases.actions.submit_action import Submission, submit_action
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import SharedDraft
from oversight.usecases.drafting.submit_draft import Sent, submit_draft
from storage.store import Store
from tests.builders import NOON, OPERATOR, a_proposal, policy_of
from tests.contract.test_erasure import AGENT, SECRETS, differ, everything
from tests.fakes.directory import MemoryDirectory
from tests.fakes.memory import FixedPolicy, MemoryClock

POLICY = """
version: 1
tiers: {team_lead: {channel: "#b", reviewers: ["U1"]}}
action_types:
  mail.send:
    risk: medium
    reversible: true
    draft: {target: $.body, spot_check: false}
    personal: [{path: email, subject: customer.id}, {path: body, subject: customer.id}]
"""
NAME = SECRETS[1]
DRAFT = Draft(
    (
        Block(BlockType.PLACEHOLDER, f"Who is {NAME}?"),
        Block(BlockType.UNCERTAIN, f"Dear {NAME}", f"{NAME}, is it?", "greeting", (f"Hi {NAME}",), (f"“{NAME}”",)),
    )
)


@pytest.fixture
def ports(store: Store):
    people = MemoryDirectory("T1", {"U1": Person("U1", "T1", "Lea")})
    return Ports(*store.books, MemoryClock(NOON), store.ids, people, FixedPolicy(policy_of(POLICY)), b"secret")


async def test_nothing_of_a_draft_is_left(store, ports):
    payload = {"customer": {"id": "c-7"}, "email": SECRETS[0], "body": ""}
    proposal = a_proposal(action_type="mail.send", payload=payload, draft=DRAFT)
    action = await submit_action(Submission(proposal, AGENT), ports)
    assert isinstance(action, Action)
    shared = await change_draft(action.id, "U1", [Write("b0", 0, f"It is {NAME}")], ports)
    assert isinstance(shared, SharedDraft)
    await submit_draft(action.id, "U1", Sent(1, 0, shared.work.version), ports)
    decided = await ports.actions.action(action.id)
    assert decided.version.payload["body"] == f"It is {NAME}\n\nDear {NAME}"
    erasure = await store.personal.erase(action.id, "c-7", OPERATOR, NOON)
    assert erasure.why_not is None
    left = await everything(store)
    assert [line for line in left.splitlines() if any(secret in line for secret in SECRETS)] == []
    assert await differ(store) == []
