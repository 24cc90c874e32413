"""What the Slack listeners need from the rest of the program."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.kit.pending import Pending
from oversight.action.action import Action
from oversight.editing.draft.drafting import Drafting
from oversight.policy import CardHints
from oversight.ports import Ports
from oversight.ports.delivery import Posting, Postings
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.actions.reject_reasons import reject_reasons
from oversight.usecases.drafting.drafting_of import drafting_of


def _nothing(*_: object) -> None:
    """Without anybody who draws cards at once, the outbox corrects them later."""


@dataclass(frozen=True, slots=True)
class SlackPorts:
    """The use cases' ports, where our messages stand, and the ways to answer a person."""

    use_cases: Ports
    postings: Postings
    slack: AsyncWebClient
    redraw: Callable[[Posting], None]
    """Asks for a message to be drawn anew, soon."""
    uninstalled: Callable[[str], None]
    """Is told why Slack no longer accepts our tokens."""
    workspace_url: Callable[[], str | None]
    """``https://acme.slack.com/``, once it is known."""
    pressed: Callable[[Posting], None] = _nothing
    """Asks for a message to be redrawn before all others, because somebody has just pressed in it."""
    heard: Callable[[Posting, str], None] = _nothing
    """Is told the response URL of a press on a message: for a while the message can be changed by it."""
    pending: Pending[None] = field(default_factory=Pending)
    """The tasks that go on after Slack was answered."""
    outages: tuple[type[Exception], ...] = ()
    """The errors that mean that the database did not save something."""

    async def hints(self, action: Action) -> CardHints:
        """What the policy says about how this action is shown."""
        return await card_hints(action, self.use_cases.policies)

    async def reject_reasons(self, action: Action) -> tuple[str, ...]:
        """What the policy offers as reasons to reject this action."""
        return await reject_reasons(action, self.use_cases.policies)

    async def rubric(self, action: Action) -> tuple[str, ...]:
        """The questions that the policy asks of a sampled action of this type."""
        known = self.use_cases.policies.policy.action_types.get(action.proposal.action_type)
        return () if known is None else known.rubric

    async def hints_of(self, actions: Iterable[Action]) -> dict[str, CardHints]:
        """What the policy says about how each of these actions is shown, by the action's id."""
        return {action.id: await self.hints(action) for action in actions}

    async def drafting(self, action: Action) -> Drafting:
        """How the action's draft stands."""
        return await drafting_of(action, self.use_cases.drafts, self.use_cases.policies)

    def all_hints(self) -> dict[str, CardHints]:
        """What the policy says about how actions are shown, by their type."""
        return {name: known.card for name, known in self.use_cases.policies.policy.action_types.items()}
