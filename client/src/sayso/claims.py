"""What an agent may say about an action beside its type, description and payload."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypedDict

from sayso.draft import Draft


class Claims(TypedDict, total=False):
    """All optional. Claims can raise the oversight that the bot's policy sets, and never lower it."""

    risk_level: str
    """``low``, ``medium``, ``high`` or ``critical``."""
    reversible: bool
    confidence: float
    """The model's own confidence, 0 to 1."""
    signals: Mapping[str, float]
    """Independent signals, 0 to 1, by name."""
    reasoning: str
    """Why, in the agent's own words; reviewers see it as a quotation."""
    context: Mapping[str, Any]
    """What the agent had read before, for the reviewer."""
    draft: Draft
    """A draft that a person finishes; :meth:`sayso.Client.draft` is the short way."""
    on_behalf_of: str
    """Who asked the agent for this; a Slack user id where known. That person cannot approve it."""
    review_timeout: timedelta
    """How long reviewers have, in whole seconds; never longer than the policy allows."""
    labels: Mapping[str, str]
    """Words of your own to find the action by."""
