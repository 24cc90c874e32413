"""Who presses the button, looked up in the workspace at the moment of the click."""

from oversight.action.action import Action
from oversight.action.refusal import Refusal, RefusalCode
from oversight.people.person import Person
from oversight.policy import Policy
from oversight.ports import Ports
from oversight.ports.world import Directory, DirectoryUnavailable
from oversight.voting.eligibility import refuse_person, refuse_reviewer, refuse_vote
from oversight.voting.reviewers_today import is_anybody_removed, named_from_here, named_here, refuse_by_today

UNKNOWN = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say who you are. Wait a moment and try again.",
)

UNKNOWN_HERE = Refusal(
    RefusalCode.IDENTITY_UNKNOWN,
    "Slack did not say which workspace this is. Wait a moment and try again.",
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
    """A person who was looked up already, entitled to vote on the action now, or to have a say in it; or why not."""
    try:
        frozen = await frozen_reviewers(action, ports.directory)
        may = await deciders(action, ports.directory, ports.policies.policy)
    except DirectoryUnavailable:
        return UNKNOWN
    refuse = refuse_vote if to_vote else refuse_reviewer
    refused = refuse(action, person, may)
    if refused is None or refused.code is not RefusalCode.NOT_A_REVIEWER:
        return refused or person
    if is_anybody_removed(action, ports.policies.policy):
        return refuse_by_today(action, was_a_reviewer=person.id in frozen)
    return refused


async def frozen_reviewers(action: Action, directory: Directory) -> frozenset[str]:
    """The user ids behind those who were frozen into the rung that is asked; raises DirectoryUnavailable."""
    return await directory.user_ids(action.rung.reviewers if action.rung else ())


async def deciders(action: Action, directory: Directory, policy: Policy) -> frozenset[str]:
    """Those of them who are still reviewers there by the policy in force; raises DirectoryUnavailable.

    Removal counts at once, and whoever was added since decides only what comes in from then on.
    """
    frozen = await frozen_reviewers(action, directory)
    if policy.hash == action.policy_hash or action.assignment is None:
        return frozen
    today = await directory.user_ids(named_here(action, policy))
    if handed := frozen.intersection(action.assignment.handed_to):
        today |= handed & await directory.user_ids(named_from_here(action, policy))
    return frozen & today
