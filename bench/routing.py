"""How many actions a second one process routes: with fifteen CEL rules, and with the same rules written in Python."""

import gc
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.report import Figure, percentile, show
from oversight.action.action import Agent, Proposal
from oversight.exact_json.canonical import Json
from oversight.policy.file.reading import read_policy
from oversight.routing.routing import choose_route

ACTIONS = 100_000
SEED = 7
BAR_MS = 10.0
POLICY = Path(__file__).with_name("routing.yml")
AGENT = Agent("agt_bench", "bench")

Named = tuple[str, str] | None
"""What a rule asks for: a tier, and the rule's name."""
Rule = Callable[[Proposal], Named]
TIERS = ("team_member", "team_lead", "domain_expert", "executive")


async def routing() -> None:
    """Prints the figures; fails where the two ways do not agree on every single action."""
    proposals = [_proposal(random.Random(f"{SEED}-{number}")) for number in range(ACTIONS)]
    policy = read_policy(POLICY.read_text(encoding="utf-8"))
    by_policy, policy_times = _measured(lambda proposal: choose_route(proposal, AGENT, policy).first_tier, proposals)
    by_hand, hand_times = _measured(_by_hand, proposals)
    assert by_policy == by_hand, "the rules by hand are other rules"
    p99 = percentile(policy_times, 0.99)
    rate, hand_rate = ACTIONS / sum(policy_times), ACTIONS / sum(hand_times)
    show(
        f"Routing ({len(policy.rules)} rules x {ACTIONS:,} actions, one thread)",
        [
            Figure("by policy, with reasons and ladder", f"{rate:,.0f} actions/s"),
            Figure("one action", _times(policy_times), f"p99 <= {BAR_MS:.0f} ms", p99 <= BAR_MS / 1000),
            Figure("the same rules by hand, tier only", f"{hand_rate:,.0f} actions/s"),
            Figure("one action by hand", _times(hand_times)),
            Figure("first asked", ", ".join(f"{tier} {count:,}" for tier, count in Counter(by_policy).most_common())),
        ],
    )


def _measured(route: Callable[[Proposal], str], proposals: list[Proposal]) -> tuple[list[str], list[float]]:
    """The tier of each proposal, and the seconds that each took, sorted."""
    for proposal in proposals[:1_000]:
        route(proposal)
    gc.collect()
    answers, times = [], []
    for proposal in proposals:
        started = time.perf_counter()
        answers.append(route(proposal))
        times.append(time.perf_counter() - started)
    return answers, sorted(times)


def _times(times: list[float]) -> str:
    return f"p50 {percentile(times, 0.5) * 1e6:.1f} µs  p99 {percentile(times, 0.99) * 1e6:.1f} µs"


def _proposal(dice: random.Random) -> Proposal:
    action_type = dice.choice(("refund.issue", "mail.send", "ticket.update", "account.change", "database.migrate"))
    return Proposal(
        action_type=action_type,
        description="Something that an agent wants",
        payload=_payload(action_type, dice),
        confidence=round(dice.random(), 2),
        context={
            "refunds_90d": dice.randrange(6),
            "customer_days": dice.randrange(400),
            "vip": dice.random() < 0.05,
            "disputes": int(dice.random() < 0.03),
        },
        on_behalf_of="U0ASKER" if dice.random() < 0.2 else None,
    )


def _payload(action_type: str, dice: random.Random) -> Json:
    match action_type:
        case "refund.issue":
            currency = dice.choice(("EUR", "USD", "CHF"))
            return {
                "order_id": str(dice.randrange(10**6)),
                "amount": round(10 ** dice.uniform(0, 4.5), 2),
                "currency": currency,
            }
        case "mail.send":
            host = "press.example" if dice.random() < 0.02 else "customer.example"
            to = [f"{name}@{host}" for name in range(dice.randrange(1, 14))]
            return {"to": to, "body": dice.choice(("Your refund is on its way", "Your parcel is on its way")) * 20}
        case "account.change":
            return {"change": dice.choice(("close", "rename", "language"))}
        case "database.migrate":
            return {"target": dice.choice(("production", "staging")), "statement": "ALTER TABLE orders ADD note text"}
        case _:
            return {"tag": dice.choice(("late", "broken", "lost"))}


def _by_hand(proposal: Proposal) -> str:
    """Who is asked first, as somebody would write it without a policy language."""
    asked = [named for rule in RULES if (named := rule(proposal)) is not None]
    if not asked:
        return "auto" if proposal.action_type == "ticket.update" else "team_member"
    return max((tier for tier, _ in asked), key=TIERS.index)


def _refund(proposal: Proposal) -> Named:
    amount = proposal.payload["amount"] if proposal.action_type == "refund.issue" else 0
    for limit, tier in ((10_000, "executive"), (1_000, "domain_expert"), (100, "team_lead")):
        if amount > limit:
            return tier, f"refund_over_{limit}"
    return None


def _rule(name: str, tier: str, holds: Callable[[Proposal], bool]) -> Rule:
    return lambda proposal: (tier, name) if holds(proposal) else None


def _is(proposal: Proposal, action_type: str) -> bool:
    return proposal.action_type == action_type


RULES: tuple[Rule, ...] = (
    _refund,  # three in one
    _rule("many_refunds", "team_lead", lambda p: _is(p, "refund.issue") and p.context["refunds_90d"] > 3),
    _rule("currency", "team_lead", lambda p: _is(p, "refund.issue") and p.payload["currency"] not in ("EUR", "USD")),
    _rule("low_confidence", "team_member", lambda p: p.confidence is None or p.confidence < 0.6),
    _rule("new_customer", "team_lead", lambda p: p.context["customer_days"] < 7),
    _rule("vip", "team_lead", lambda p: p.context["vip"]),
    _rule("disputed", "domain_expert", lambda p: p.context["disputes"] > 0 and not _is(p, "ticket.update")),
    _rule("many_recipients", "team_lead", lambda p: _is(p, "mail.send") and len(p.payload["to"]) > 10),
    _rule(
        "press",
        "executive",
        lambda p: _is(p, "mail.send") and any(address.endswith("@press.example") for address in p.payload["to"]),
    ),
    _rule("promises_money", "team_member", lambda p: _is(p, "mail.send") and "refund" in p.payload["body"]),
    _rule("account_closed", "team_lead", lambda p: _is(p, "account.change") and p.payload["change"] == "close"),
    _rule("production", "executive", lambda p: _is(p, "database.migrate") and p.payload["target"] == "production"),
    _rule("wish", "domain_expert", lambda p: _is(p, "database.migrate") and p.on_behalf_of is not None),
)
