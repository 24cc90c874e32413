"""An edit in progress: what one person has made of one action's payload so far, kept until it is sent in."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from oversight.action.action import Action
from oversight.action.refusal import Detail
from oversight.editing.form.working import Working
from oversight.exact_json.canonical import Json

KEPT: Final = timedelta(hours=1)
"""How long it is kept after its last change: to come back to, and no longer, because the payload is in it."""


class Edit(Struct, frozen=True, kw_only=True):
    """One person's edit of one action. Each change gives a new one with the next revision."""

    token: str
    action_id: str
    user_id: str
    version: int
    """The version of the payload that it began from."""
    base: Json
    """That version's payload."""
    working: Working
    updated_at: datetime
    reason: str = ""
    """Why, as far as the person has said."""
    problems: tuple[Detail, ...] = ()
    """What kept it from being sent in the last time."""
    drawn: int = 0
    """How often something other than typing changed it; inputs get new ids then, so that they show what it is now."""
    revealed: bool = False
    """Whether the person asked to see the hidden values in it; who may is looked up each time."""
    revision: int = 1
    """Counts changes; the compare-and-set in the database is on this number."""

    def is_over(self, now: datetime) -> bool:
        """Whether nobody changed it for so long that nobody goes on with it."""
        return now - self.updated_at >= KEPT

    def made_to(self, working: Working) -> "Edit":
        """With this done to it, other than by typing into its inputs."""
        return self if working == self.working else replace(self, working=working, drawn=self.drawn + 1)

    def showing_hidden(self) -> "Edit":
        """With the hidden values in it, for whoever may see them."""
        return replace(self, revealed=True, drawn=self.drawn + 1)

    def based_on(self, action: Action, working: Working) -> "Edit":
        """As an edit of the version that the action has now, with this done to it.

        The hidden values of another version are seen only by whoever asks for them again: the log names them first.
        """
        return replace(
            self,
            revealed=self.revealed and self.version == action.version.number,
            version=action.version.number,
            base=action.version.payload,
            working=working,
            problems=(),
            drawn=self.drawn + 1,
        )


def begin(token: str, action: Action, user_id: str, now: datetime) -> Edit:
    """An edit in which nothing is changed yet."""
    payload = action.version.payload
    return Edit(
        token=token,
        action_id=action.id,
        user_id=user_id,
        version=action.version.number,
        base=payload,
        working=Working(payload),
        updated_at=now,
    )


def saved_after(edit: Edit, before: Edit, now: datetime) -> Edit:
    """The edit as it is saved in place of the one before."""
    return replace(edit, revision=before.revision + 1, updated_at=now)
