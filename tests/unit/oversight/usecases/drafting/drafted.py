"""A world in which an agent drafts answers, and people finish them."""

import dataclasses

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.draft import Block, BlockType, Draft
from oversight.policy.draft_settings import DraftSettings
from oversight.policy.file.reading import read_policy
from oversight.usecases.drafting.change_draft import change_draft
from oversight.usecases.drafting.shared_draft import SharedDraft, shared_draft
from tests.unit.oversight.builders import POLICY, a_proposal
from tests.unit.oversight.world import World

DRAFT = Draft(
    (
        Block(BlockType.CONFIDENT, "Dear customer,", key="opening"),
        Block(BlockType.UNCERTAIN, "we will pay 100 EUR.", "Is it 100?", "sum", ("we will pay 200 EUR.",), ("§ 3",)),
        Block(BlockType.PLACEHOLDER, "When?", key="date"),
    ),
    target="$.body",
)
SETTINGS = DraftSettings(spot_check=False)
TWO = POLICY.replace("[UMEMBER]", "[UMEMBER, U1]")


def a_world(settings: DraftSettings = SETTINGS, policy: str = TWO) -> World:
    """Tickets are answered by drafts under these settings, and two people review them."""
    read = read_policy(policy)
    ticket = replace(read.action_types["ticket.update"], draft=settings)
    return World(dataclasses.replace(read, action_types={**read.action_types, "ticket.update": ticket}))


async def drafted(world: World, draft: Draft = DRAFT) -> Action:
    """The action of an agent that proposes an answer with this draft."""
    return await world.propose(a_proposal("ticket.update", {"to": "a@b.c"}, draft=draft))


async def opened(world: World, action: Action, user_id: str = "UMEMBER") -> SharedDraft:
    shared = await shared_draft(action.id, user_id, world.ports)
    assert isinstance(shared, SharedDraft), shared
    return shared


async def changed(world: World, action: Action, *changes, user_id: str = "UMEMBER") -> SharedDraft:
    shared = await change_draft(action.id, user_id, changes, world.ports)
    assert isinstance(shared, SharedDraft), shared
    return shared
