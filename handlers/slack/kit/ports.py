"""What the listeners have at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.kit.pending import Pending
from oversight.action.action import Action
from oversight.policy import CardHints
from oversight.ports import Ports
from oversight.ports.delivery import Posting, Postings
from oversight.usecases.actions.card_hints import card_hints


def _nothing(*_: object) -> None:
    """Where nobody draws cards at once, the outbox makes them right in its own time."""


@dataclass(frozen=True, slots=True)
class SlackPorts:
    """The use cases' ports, where our messages stand, and the ways to answer a person."""

    ports: Ports
    postings: Postings
    slack: AsyncWebClient
    redraw: Callable[[Posting], None]
    """Asks for a message to be drawn anew, soon."""
    uninstalled: Callable[[str], None]
    """Told why Slack no longer lets us in."""
    workspace_url: Callable[[], str | None]
    """``https://acme.slack.com/``, once it is known."""
    pressed: Callable[[Posting], None] = _nothing
    """Asks for a message to show what somebody's press has just changed, before all others."""
    heard: Callable[[Posting, str], None] = _nothing
    """Told the response URL of a press on a message: for a while that message can be changed by it."""
    pending: Pending[None] = field(default_factory=Pending)
    """What goes on after Slack was answered."""
    outages: tuple[type[Exception], ...] = ()
    """What is raised where the database does not take something."""

    async def hints(self, action: Action) -> CardHints:
        """What the policy says about showing this action."""
        return await card_hints(action, self.ports.policies)

    def all_hints(self) -> dict[str, CardHints]:
        """What the policy says about showing actions, by their type."""
        return {name: known.card for name, known in self.ports.policies.policy.action_types.items()}
