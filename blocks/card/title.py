"""The title of an action: its type as people say it, verb first, and then the values that the policy puts first."""

import re

from blocks.kit.limits import HEADER
from blocks.kit.text import shorten, shown
from blocks.payload.headline import headline
from oversight.action.action import Action
from oversight.policy import CardHints

_DOTTED = re.compile(r"[a-z][\w-]*(?:\.[a-z][\w-]*)+", re.IGNORECASE | re.ASCII)


def title(action: Action, hints: CardHints, limit: int = HEADER) -> str:
    """“Issue refund · 900 EUR · A-1042”, about the version that would run."""
    kind = type_words(action.proposal.action_type)
    return shorten(" · ".join(filter(None, (kind, headline(action.version.payload, hints, kind)))), limit)


def type_words(action_type: str) -> str:
    """An action type as people say it, its last step being the verb; the small print has the type itself.

    ``refund.issue`` is “Issue refund”. Where the verb brings its own noun, what stands before is the place:
    ``airline.cancel_reservation`` is “Cancel reservation (airline)”, ``crm.contact.delete`` is “Delete contact (crm)”.
    A type that is not written in steps stays as it is: ``transfer money`` is “Transfer money”.
    """
    *places, verb = shown(action_type).split(".") if _DOTTED.fullmatch(action_type) else [shown(action_type)]
    noun = places.pop() if places and "_" not in verb else ""
    place = f" ({_words(' '.join(places))})" if places else ""
    words = _words(f"{verb} {noun}") or "Unnamed action"
    return shorten(words[:1].upper() + words[1:], 60) + shorten(place, 30)


def _words(text: str) -> str:
    return " ".join(re.sub(r"[._]", " ", text).split())
