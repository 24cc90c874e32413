"""An edit with all that it takes to draw it."""

from dataclasses import dataclass

from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.edit import Edit
from oversight.editing.form.form import Form, form_of
from oversight.policy import CardHints
from oversight.ports import Ports
from oversight.usecases.actions.card_hints import card_hints
from oversight.usecases.actions.entitled_to_reveal import refuse_to_reveal
from oversight.usecases.apply import UNKNOWN_ACTION
from oversight.usecases.entitled import member

GONE = Refusal(
    RefusalCode.STALE_CARD,
    "This edit is over: it was sent in, or nobody changed it for an hour. Press Modify on the card to begin another.",
)


@dataclass(frozen=True, slots=True)
class OpenedEdit:
    """An edit, the action that it is about, and its form."""

    edit: Edit
    action: Action
    form: Form
    hints: CardHints
    """How it is shown to this person, who is named in it if they may see the hidden values."""
    on_cards: CardHints
    """How it is shown to everybody: what others made of the hidden values meanwhile is not in the log as seen."""

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody made another version of the payload since the edit began."""
        return self.edit.version != self.action.version.number


async def opened_edit(edit: Edit, ports: Ports) -> OpenedEdit | Refusal:
    """The edit with its action as it is now, and the form from the policy that the action came in under."""
    action = await ports.actions.action(edit.action_id)
    return UNKNOWN_ACTION if action is None else await with_form(edit, action, ports)


async def with_form(edit: Edit, action: Action, ports: Ports) -> OpenedEdit:
    """The edit of this action, with its form."""
    pinned = await ports.policies.pinned(action.policy_hash)
    known = pinned.action_types.get(action.proposal.action_type) if pinned is not None else None
    on_cards = hints = (await card_hints(action, ports.policies)).opened
    if hints.redact and await _may_see(edit.user_id, action, ports):
        hints = hints.revealed if edit.revealed else replace(hints, reveal=(edit.user_id,))
    return OpenedEdit(edit, action, form_of(known, edit.base, hints), hints, on_cards)


async def _may_see(user_id: str, action: Action, ports: Ports) -> bool:
    """Whether the person may see what cards hide of the action, as of now."""
    person = await member(user_id, ports)
    return not isinstance(person, Refusal) and await refuse_to_reveal(person, action, ports) is None


async def find_edit(token: str, user_id: str, ports: Ports) -> OpenedEdit | Refusal:
    """This person's edit with this token; nobody else's, and none that is over."""
    edit = await ports.edits.edit(token)
    if edit is None or edit.user_id != user_id or edit.is_over(ports.clock.now()):
        return GONE
    return await opened_edit(edit, ports)
