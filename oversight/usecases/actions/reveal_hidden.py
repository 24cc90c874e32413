"""Somebody entitled looks at the values that cards hide; that they did is in the log before they see anything."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from oversight.action.action import Action
from oversight.action.event import Revealed
from oversight.action.refusal import Refusal
from oversight.action.rule import Rule
from oversight.editing.hidden import NOTHING_HIDDEN, HiddenValue, hidden_in
from oversight.exact_json.json_path import json_path
from oversight.exact_json.walk import Path
from oversight.ports import Ports
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.actions.entitled_to_reveal import refuse_to_reveal
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member


class Drawn(Protocol):
    """What is about to be shown."""

    @property
    def paths(self) -> Sequence[Path]:
        """Where the values are that it shows."""


D = TypeVar("D", bound=Drawn)
Draw = Callable[[Action, Sequence[HiddenValue]], D]


async def reveal_hidden(action_id: str, user_id: str, draw: Draw[D], ports: Ports) -> D | Refusal:
    """What was drawn of the hidden values, with a durable leaf that says who looks at which; or why it is not shown."""
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    action = await ports.actions.action(action_id)
    if action is None:
        return UNKNOWN_ACTION
    if refusal := await refuse_to_reveal(person, action, ports):
        return refusal
    hidden = tuple(hidden_in(action, await card_hints(action, ports.policies)))
    if not hidden:
        return NOTHING_HIDDEN
    drawn = draw(action, hidden)
    paths = tuple(map(json_path, drawn.paths))
    grounds = (action.id, ports.clock.now(), person.actor, Rule.REVEAL)
    await ports.actions.keep_leaf(Revealed(*grounds, version=action.version.number, paths=paths))
    return drawn
