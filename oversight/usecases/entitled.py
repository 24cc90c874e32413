"""Who presses the button, looked up in the workspace at the moment of the click."""

from oversight.action import Action
from oversight.eligibility import Person, refuse_person, refuse_reviewer, refuse_vote
from oversight.ports import DirectoryUnavailable, Ports
from oversight.refusal import Refusal, RefusalCode

UNKNOWN = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say who you are. Wait a moment and press again.",
)

UNKNOWN_HERE = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say which workspace this is, so nothing was changed. Wait a moment and press again.",
)


async def home_team(ports: Ports) -> str:
    """The workspace's team id, asked for where it is not known yet; empty where Slack does not tell."""
    try:
        return await ports.directory.home()
    except DirectoryUnavailable:
        return ""


async def member(user_id: str, ports: Ports) -> Person | Refusal:
    """The person, who may decide things here at all; or why not. Where Slack cannot be asked, nobody may."""
    try:
        person = await ports.directory.person(user_id)
    except DirectoryUnavailable:
        return UNKNOWN
    if person is None:
        return UNKNOWN
    return refuse_person(person, ports.directory.home_team) or person


async def entitled_person(user_id: str, action: Action, ports: Ports, *, to_vote: bool = True) -> Person | Refusal:
    """The person, entitled to vote on the action now, or without ``to_vote`` to have a say in it; or why not."""
    person = await member(user_id, ports)
    if isinstance(person, Refusal):
        return person
    return await entitled_to(action, person, ports, to_vote=to_vote)


async def entitled_to(action: Action, person: Person, ports: Ports, *, to_vote: bool = True) -> Person | Refusal:
    """The same for a person who is known already."""
    try:
        reviewers = await ports.directory.user_ids(action.rung.reviewers if action.rung else ())
    except DirectoryUnavailable:
        return UNKNOWN
    refuse = refuse_vote if to_vote else refuse_reviewer
    return refuse(action, person, reviewers) or person
