"""Who may decide. Unset, unknown and unsure all mean no."""

from oversight.action.action import Action, Agent
from oversight.action.refusal import Refusal, RefusalCode
from oversight.action.route import tier_words
from oversight.people.naming import read_names
from oversight.people.person import Person
from oversight.voting.quorum import counted_votes

FOREIGN = Refusal(
    RefusalCode.FOREIGN_WORKSPACE, "Only members of this workspace can decide. Ask a reviewer here to look."
)


def refuse_person(person: Person, home_team: str) -> Refusal | None:
    """Why this person may decide nothing here at all, or nothing to object."""
    if person.is_stranger or not home_team or person.team_id != home_team:
        return FOREIGN
    if person.is_bot:
        return Refusal(RefusalCode.BOT, "Apps cannot decide. A person has to press the button.")
    if person.is_deactivated:
        return Refusal(RefusalCode.DEACTIVATED, "This account is deactivated and can no longer decide.")
    if person.is_guest:
        return Refusal(RefusalCode.GUEST, "Guests cannot decide. Ask a full member of the reviewing team.")
    return None


def answers_for(person: Person, action: Action) -> bool:
    """Whether the person owns the agent, or the agent asks on behalf of this person, however the name is written.

    Agents write ids, mentions, names or addresses. Whoever was meant when the action came in is meant from then on,
    even under a new name.
    """
    route, asked_for = action.route, read_names(action.proposal.on_behalf_of or "")
    meant = asked_for.all_keys if route.requesters is None else asked_for.keys
    asked = person.id in (route.requesters or ()) or not person.keys.isdisjoint(meant)
    return asked or answers_for_agent(person, action.agent)


def answers_for_agent(person: Person, agent: Agent) -> bool:
    """Whether the agent's owner is this person, however the name is written."""
    return agent.owner is not None and not person.keys.isdisjoint(read_names(agent.owner).all_keys)


def _reviewer_words(action: Action) -> str:
    """Whom to ask: “@support (team member)”. People are named by their ids, which say nothing to a reader."""
    tier = tier_words(action.tier)
    if action.is_on_call:
        return f"whoever was on call when this tier ({tier}) was asked"
    named = action.rung.reviewers if action.rung else ()
    groups = [name for name in named if name.startswith("@")]
    if len(groups) < len(named):
        groups.append("reviewers named in the policy")
    return f"{' and '.join(groups)} ({tier})" if groups else f"reviewers of the tier {tier}, which has none,"


def refuse_vote(action: Action, person: Person, reviewers: frozenset[str]) -> Refusal | None:
    """Why this person may not vote on this action now, or nothing to object.

    ``reviewers`` are the user ids behind the current rung, user groups resolved. Self-approval is looked at first, so
    that whoever asked is refused even as a reviewer.
    """
    return refuse_reviewer(action, person, reviewers) or refuse_second_answer(action, person.id)


def refuse_reviewer(action: Action, person: Person, reviewers: frozenset[str]) -> Refusal | None:
    """Why this person has no say in this action now, whether or not they have voted; or nothing to object."""
    if answers_for(person, action):
        return Refusal(
            RefusalCode.SELF_APPROVAL,
            "You answer for this request, so somebody else has to decide it.",
        )
    if person.id not in reviewers:
        return Refusal(
            RefusalCode.NOT_A_REVIEWER,
            f"Only {_reviewer_words(action)} can decide this.",
        )
    return None


def refuse_second_answer(action: Action, user_id: str) -> Refusal | None:
    """Why this person cannot answer again, or nothing to object. A person answers in one stage only."""
    if any(vote.reviewer.id == user_id for vote in counted_votes(action)):
        return Refusal(
            RefusalCode.ALREADY_VOTED,
            "Your answer is already counted. Another reviewer has to give the next one.",
        )
    for vote in action.votes:
        stage = action.route.ladder[vote.rung].stage if vote.rung < len(action.route.ladder) else None
        if vote.reviewer.id == user_id and vote.version == action.version.number and stage != action.stage:
            answered = f"in the stage {tier_words(stage)}" if stage else "on the ladder"
            return Refusal(
                RefusalCode.OTHER_STAGE,
                f"You answered this {answered}. Each stage needs people of its own: leave it to them, or hand it over.",
            )
    return None
