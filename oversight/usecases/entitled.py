"""Who presses the button, looked up in the workspace at the moment of the click."""

from oversight.action import Action
from oversight.eligibility import Person, refuse_person, refuse_vote
from oversight.ports import DirectoryUnavailable, Ports
from oversight.refusal import Refusal, RefusalCode

UNKNOWN = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say who you are, so nothing was changed. Wait a moment and press again.",
)


async def entitled_person(user_id: str, action: Action, ports: Ports) -> Person | Refusal:
    """The person, entitled to vote on the action now; or why not. Where Slack cannot be asked, nobody is entitled."""
    try:
        person = await ports.directory.person(user_id)
        reviewers = await ports.directory.user_ids(action.rung.reviewers if action.rung else ())
    except DirectoryUnavailable:
        return UNKNOWN
    if person is None:
        return UNKNOWN
    return refuse_person(person, ports.directory.home_team) or refuse_vote(action, person, reviewers) or person
