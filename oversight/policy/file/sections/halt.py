"""What ``policy.yml`` says of halts, the kill switch."""

from typing import Literal

from pydantic import Field

from oversight.halts.halt import Auto, HaltLimits
from oversight.policy.file.entries import Section
from oversight.policy.file.slack_names import Channel, Reviewer


class HaltSection(Section):
    """What a halt does, who may press and release the switch, and where that is announced."""

    auto: Literal["ask", "reject"] = Field(
        default="ask", description="what becomes of actions that the policy would have released by itself"
    )
    deadlines: Literal["freeze", "run"] = Field(
        default="freeze", description="whether the time of pending actions stands still meanwhile"
    )
    may: tuple[Reviewer, ...] = Field(
        default=(), description="who may halt and resume; if nobody is named, the reviewers of the highest tier"
    )
    channel: Channel | None = Field(default=None, description="where it is announced, if not in every tier's channel")

    def to_value(self) -> HaltLimits:
        """The limits that this section describes."""
        return HaltLimits(Auto(self.auto), self.deadlines == "freeze", self.may, self.channel)
