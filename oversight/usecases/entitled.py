"""Who a person is and what they may do, looked up in the workspace when they click."""

from collections.abc import Sequence

from msgspec import Struct

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


class Reviewer(Struct, frozen=True):
    """A person who may answer an action now, and the user ids of everybody who may."""

    person: Person
    deciders: frozenset[str]


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


async def member_of(names: Sequence[str], user_id: str, refusal: Refusal, ports: Ports) -> Person | Refusal:
    """The person, a member who is one of these user ids and ``@groups``; or why not, with this refusal for others."""
    person = await member(user_id, ports)
    return person if isinstance(person, Refusal) else await one_of(names, person, refusal, ports)


async def one_of(names: Sequence[str], person: Person, refusal: Refusal, ports: Ports) -> Person | Refusal:
    """The person, who is one of these user ids and ``@groups``; or this refusal. Where Slack is silent, nobody is."""
    try:
        people = await ports.directory.user_ids(names)
    except DirectoryUnavailable:
        return UNKNOWN
    return person if person.id in people else refusal


async def entitled_reviewer(user_id: str, action: Action, ports: Ports, *, to_vote: bool = True) -> Reviewer | Refusal:
    """The person, entitled to vote on the action now, or without ``to_vote`` to have a say in it; or why not."""
    person = await member(user_id, ports)
    return person if isinstance(person, Refusal) else await entitled_to(action, person, ports, to_vote=to_vote)


async def entitled_to(action: Action, person: Person, ports: Ports, *, to_vote: bool = True) -> Reviewer | Refusal:
    """A person who was looked up already, entitled to vote on the action now, or to have a say in it; or why not."""
    policy = ports.policies.policy
    try:
        frozen, deciders = await reviewers(action, ports.directory, policy)
    except DirectoryUnavailable:
        return UNKNOWN
    refused = (refuse_vote if to_vote else refuse_reviewer)(action, person, deciders)
    if refused is None:
        return Reviewer(person, deciders)
    if refused.code is RefusalCode.NOT_A_REVIEWER and is_anybody_removed(action, policy):
        return refuse_by_today(action, was_a_reviewer=person.id in frozen)
    return refused


async def reviewers(action: Action, directory: Directory, policy: Policy) -> tuple[frozenset[str], frozenset[str]]:
    """The user ids frozen into the rung that is asked, and those of them who may decide; raises DirectoryUnavailable.

    Who is no reviewer any more by the policy in force decides nothing from then on. Who was added since decides only
    what comes in later.
    """
    frozen = await directory.user_ids(action.rung.reviewers if action.rung else ())
    if policy.hash == action.policy_hash or action.assignment is None:
        return frozen, frozen
    today = await directory.user_ids(named_here(action, policy))
    if handed := frozen.intersection(action.assignment.handed_to):
        today |= handed & await directory.user_ids(named_from_here(action, policy))
    return frozen, frozen & today
