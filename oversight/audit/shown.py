"""What a person had before them when they decided: kept once by its digest, which the log holds."""

from datetime import datetime

from msgspec import Struct

from oversight.action.action import Action
from oversight.action.decision import policy_actor
from oversight.action.event import Posted
from oversight.action.personal import salt_of
from oversight.action.rule import Rule
from oversight.exact_json.canonical import Json, canonical, sha256


class Shown(Struct, frozen=True):
    """What can be read on the card of one action, at one moment."""

    action_id: str
    tier: str
    policy_hash: str
    at: datetime
    digest: str
    document: bytes
    """RFC 8785 bytes of the blocks, of the template that they come from, and of a salt where values are personal."""

    def posted(self, channel_id: str, ts: str) -> Posted:
        """The fact that it stands in Slack."""
        return Posted(
            *(self.action_id, self.at, policy_actor(self.policy_hash), Rule.POSTED),
            tier=self.tier,
            channel=channel_id,
            message=ts,
            shown=self.digest,
        )


def shown(action: Action, read: dict[str, Json], at: datetime) -> Shown:
    """What is shown of the action now. Its digest stays in the log, so nobody may find out by it what that was."""
    salt = salt_of(action.personal)
    kept = read if salt is None else {**read, "salt": salt}
    return Shown(action.id, action.tier, action.policy_hash, at, sha256(kept), canonical(kept))
