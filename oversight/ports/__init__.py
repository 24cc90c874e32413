"""What the use cases need of the world, as Protocols. Storage, Slack and the clock answer to these."""

from dataclasses import dataclass, field
from typing import NamedTuple

from oversight.ports.actions import ActionBook
from oversight.ports.agents import AgentBook
from oversight.ports.drafting import DraftBook
from oversight.ports.editing import EditBook
from oversight.ports.halts import HaltBook
from oversight.ports.precedents import NoPast, Precedents
from oversight.ports.review import ReviewBook
from oversight.ports.standing import StandingBook
from oversight.ports.world import Apart, Clock, Directory, Ids, PolicySource, at_once


class Books(NamedTuple):
    """What is remembered, one book a subject."""

    actions: ActionBook
    review: ReviewBook
    halts: HaltBook
    standing: StandingBook
    agents: AgentBook
    edits: EditBook
    drafts: DraftBook


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside that the use cases may touch."""

    actions: ActionBook
    review: ReviewBook
    halts: HaltBook
    standing: StandingBook
    agents: AgentBook
    edits: EditBook
    drafts: DraftBook
    clock: Clock
    ids: Ids
    directory: Directory
    policies: PolicySource
    sample_secret: bytes
    precedents: Precedents = field(default_factory=NoPast)
    apart: Apart = at_once
