"""A database full of pending actions, written through the same use case and book as real ones."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bench.actions import PROPOSAL
from bot.policy.source import load_policy
from oversight.action.action import Agent, Proposal
from oversight.halts.halt import NO_HALTS
from oversight.ports.actions import Change
from oversight.routing.routing import evaluate
from oversight.usecases.actions.submit_action import Arrival, Submission, propose
from storage.store import open_store

AT_A_TIME = 2_000


async def seed_pending(url: str, policy_file: Path, *, count: int, lead: timedelta, spread: timedelta) -> datetime:
    """So many pending actions, their deadlines evenly spread after the lead; returns the last deadline.

    Their cards are left out: what is measured is time, not Slack.
    """
    policy, _ = load_policy(policy_file)
    proposal = Proposal(
        action_type=str(PROPOSAL["action_type"]),
        description=str(PROPOSAL["description"]),
        payload=PROPOSAL["payload"],
        confidence=0.92,
    )
    submission = Submission(proposal, Agent("agt_seed", "seed"))
    evaluation = evaluate(proposal, submission.agent, policy)
    async with open_store(url, serving=False) as store:
        first = store.clock.now() + lead
        last = first
        for start in range(0, count, AT_A_TIME):
            changes = []
            for number in range(start, min(start + AT_A_TIME, count)):
                arrival = Arrival(store.ids.action_id(), store.clock.now(), evaluation.route, evaluation)
                step = propose(submission, policy, arrival, halts=NO_HALTS)
                assert step.action.assignment is not None
                last = first + spread * number / count
                action = replace(step.action, assignment=replace(step.action.assignment, deadline_at=last))
                changes.append(Change(action, step.events, (), is_new=True))
            await store.actions.commit_all(changes)
    return last
