"""Which values of an action cards hide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.editing.redaction import walk_visible
from oversight.exact_json.canonical import Json
from oversight.exact_json.walk import Path
from oversight.policy import CardHints

NOTHING_HIDDEN: Final = Refusal(RefusalCode.NOTHING_HIDDEN, "Nothing of this action is hidden any more.")


@dataclass(frozen=True, slots=True)
class HiddenValue:
    """One value that cards hide, with all that is in it."""

    path: Path
    """From the whole proposal: ``("payload", "card_number")``."""
    value: Json


def hidden_in(action: Action, hints: CardHints) -> Iterator[HiddenValue]:
    """Everything that cards hide of the action as it is now: of its payload, and of what the agent sent with it."""
    proposal = action.proposal
    parts: dict[str, Json] = {
        "payload": action.version.payload,
        "context": dict(proposal.context),
        "labels": dict(proposal.labels),
        "draft": None if proposal.draft is None else proposal.draft.to_value(),
    }
    for name, part in parts.items():
        for path, value, is_hidden in walk_visible(part, hints):
            if is_hidden:
                yield HiddenValue((name, *path), value)
