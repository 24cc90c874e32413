"""The annotated policies of the documentation do what their comments say, each rule and each check of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from oversight.action.action import Agent, Proposal
from oversight.action.draft import BlockType
from oversight.action.route import Verdict
from oversight.policy import Policy
from oversight.policy.confidence import SIGNALS
from oversight.policy.file.reading import read_policy
from oversight.routing.routing import choose_route
from tests.builders import a_block, a_draft
from tests.unit.policies.shipped import ROOT

FOLDER = ROOT / "docs" / "policies"
AGENT = Agent("agt_1", "bot")
MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
SURE = dict.fromkeys(SIGNALS, 1.0)
RUNS, NO = "auto", "rejected"

POLICIES: Mapping[str, Policy] = {
    path.stem: read_policy(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))
}


@dataclass(frozen=True)
class Case:
    """An action, who is asked about it, and every rule or check that has a part in it."""

    policy: str
    action_type: str
    payload: Any
    asked: str
    because: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    confidence: float | None = 0.9
    signals: Mapping[str, float] = field(default_factory=dict)
    at: datetime = MONDAY_NOON
    draft: Any = None
    shadow: str | None = None

    def __str__(self) -> str:
        return f"{self.action_type} → {self.asked} ({', '.join(self.because) or 'nothing'})"


NOTES = a_draft(a_block(BlockType.PLACEHOLDER, "What to try first"))


def refund(amount: float, asked: str, *because: str, before: Any = 0, paid: float = 5_000, **more: Any) -> Case:
    payload = {"order_id": "A-1", "amount": amount, "currency": more.pop("currency", "EUR")}
    customer = {} if before is None else {"refunds_in_90_days": before}
    context = {"customer": customer, "order": {"paid": paid, "currency": "EUR"}}
    return Case("refunds", "refund.issue", payload, asked, because, context, **more)


REFUNDS = [
    refund(5, RUNS),
    refund(99.99, RUNS),
    refund(100, "team_lead", "hundred_or_more"),
    refund(1_000, "team_lead", "hundred_or_more"),
    refund(1_000.01, "domain_expert", "hundred_or_more", "over_a_thousand"),
    refund(5, RUNS, before=3),
    refund(5, "team_lead", "many_refunds", before=4),
    refund(5, "team_lead", "many_refunds", before=None),
    refund(5, "team_member", "low_confidence", confidence=0.59),
    refund(5, RUNS, confidence=0.6),
    refund(5, RUNS, confidence=None),
    refund(1_200, "domain_expert", "hundred_or_more", "over_a_thousand", "many_refunds", "low_confidence",
           before=9, confidence=0.4),
    refund(50, "team_member", "not_more_than_was_paid", paid=49.5),
    refund(50, "team_member", "same_currency", currency="USD"),
]  # fmt: skip


def ticket(action_type: str, payload: Any, asked: str, *because: str, text: str = "Hello", **more: Any) -> Case:
    context = {"ticket": {"text": text, **more.pop("ticket", {})}}
    return Case("support-desk", action_type, payload, asked, because, context, **more)


TRIAGE = {"ticket_id": 7, "queue": "technical", "priority": "normal"}
SOLVED = {"last_word_by": "customer"}
MAIL = {"to": ["a@example.com"], "subject": "Your ticket", "body": "It is on its way."}
SUPPORT = [
    ticket("ticket.tag", {"tag": "vip"}, RUNS),
    ticket("ticket.triage", TRIAGE, RUNS, signals=SURE),
    ticket("ticket.triage", TRIAGE, "team_member", "signals_missing"),
    ticket("ticket.triage", TRIAGE, "team_member", "floor_input_familiarity",
           signals={**SURE, "input_familiarity": 0.2}),
    ticket("ticket.triage", TRIAGE, "team_member", "money_is_billing", text="I was charged twice", signals=SURE),
    ticket("ticket.triage", TRIAGE, "team_lead", "incident", "incidents_are_urgent",
           text="You have an OUTAGE again", signals=SURE),
    ticket("ticket.triage", {**TRIAGE, "priority": "urgent"}, "team_lead", "incident",
           text="We can’t log in", signals=SURE),
    ticket("ticket.triage", TRIAGE, RUNS, text="Please download my data", signals=SURE),
    ticket("ticket.close", {"ticket_id": 7}, RUNS, ticket=SOLVED, signals=SURE),
    ticket("ticket.close", {"ticket_id": 7}, "team_member", "customer_said_it_is_solved",
           ticket={"last_word_by": "agent"}, signals=SURE),
    ticket("ticket.close", {"ticket_id": 7}, RUNS, "shadow", "angry_customer", text="This is unacceptable!",
           ticket=SOLVED, signals=SURE, shadow="team_lead"),
    ticket("email.send", MAIL, "team_member", "risk"),
    ticket("email.send", {**MAIL, "to": ["a@b.c", "d@e.f"]}, "team_member", "one_recipient"),
    ticket("email.send", {**MAIL, "body": "We promise"}, "team_member", "promises_nothing"),
    ticket("email.send", MAIL, "team_lead", "law_or_press", text="My lawyer will hear of this"),
]  # fmt: skip


def change(action_type: str, statement: str, asked: str, *because: str, database: str = "shop", **more: Any) -> Case:
    payload = {"database": database, "statement": statement, "rollback": "restore"}
    context = {"last_backup": more.pop("backup", "2026-03-02T03:00:00Z")}
    return Case("database-changes", action_type, payload, asked, because, context, **more)


DATABASES = [
    change("db.read_replica", "select count(*) from orders", RUNS),
    change("db.read_replica", "insert into orders values (1)", "team_lead", "reads_only"),
    change("db.change_staging", "update orders set paid = true where id = 7", RUNS, "checked", database="s_staging"),
    change("db.change_staging", "update orders set paid = true where id = 7", "team_lead", "is_staging"),
    change("db.change_staging", "select 1; select 2", "team_lead", "one_statement", database="s_staging"),
    change("db.change_staging", "update orders set paid = true", "domain_expert", "touches_all_rows",
           database="s_staging"),
    change("db.change_staging", "DROP TABLE orders", "domain_expert", "destroys_data", "destroys_nothing",
           database="s_staging"),
    change("db.change_production", "create index on orders (id)", "domain_expert", "risk"),
    change("db.change_production", "create index on orders (id)", "domain_expert", "outside_working_hours",
           at=SUNDAY_NIGHT),
    change("db.change_production", "create index on orders (id)", "domain_expert", "a_backup_is_fresh",
           backup="2026-03-01T03:00:00Z"),
]  # fmt: skip

MERGE = {"title": "Docs", "branch": "agent/docs", "lines_changed": 20, "files": ["docs/a.md", "tests/test_a.py"]}
GREEN = {"checks": [{"conclusion": "success"}], "reviews": []}
CODE = [
    Case("coding-agent", "code.push_branch", {"branch": "agent/x", "files": ["a.py"]}, RUNS),
    Case("coding-agent", "code.push_branch", {"branch": "main", "files": ["a.py"]}, "team_member", ("own_branch",)),
    Case("coding-agent", "code.push_branch", {"branch": "agent/x", "files": ["a.py"], "force": True}, "team_member",
         ("no_force",)),
    Case("coding-agent", "code.push_branch", {"branch": "agent/x", "files": [".env"]}, "team_lead",
         ("secrets", "no_secrets")),
    Case("coding-agent", "code.push_branch", {"branch": "agent/x"}, "team_lead", ("no_secrets",)),
    Case("coding-agent", "code.merge", MERGE, RUNS, ("checked",), GREEN),
    Case("coding-agent", "code.merge", MERGE, "team_member", ("tests_pass", "nobody_objects")),
    Case("coding-agent", "code.merge", MERGE, "team_member", ("tests_pass",), {**GREEN, "checks": []}),
    Case("coding-agent", "code.merge", {**MERGE, "lines_changed": 201}, "team_member", ("small",), GREEN),
    Case("coding-agent", "code.merge", {**MERGE, "files": ["bot/app.py"]}, "team_member", ("only_docs_or_tests",),
         GREEN),
    Case("coding-agent", "code.merge", MERGE, "team_member", ("nobody_objects",),
         {**GREEN, "reviews": [{"state": "changes_requested"}]}),
    Case("coding-agent", "code.merge", {**MERGE, "files": [".github/workflows/ci.yml"]}, "team_lead",
         ("pipeline_or_infrastructure",), GREEN),
    Case("coding-agent", "code.merge", {**MERGE, "files": ["uv.lock"]}, "team_lead", ("dependencies",), GREEN),
    Case("coding-agent", "release.notes", {"version": "2.0"}, "team_member", ("draft",), draft=a_draft()),
    Case("coding-agent", "deploy.production", {"service": "api", "version": "2"}, "executive", ("risk",),
         {"staging": {"version": "2"}}),
    Case("coding-agent", "deploy.production", {"service": "api", "version": "2"}, "executive", ("ran_on_staging",),
         {"staging": {"version": "1"}}),
    Case("coding-agent", "shell.run", {"command": "ls"}, "team_member", ("risk",)),
    Case("coding-agent", "shell.run", {"command": "sudo ls"}, "team_lead", ("dangerous_command",)),
]  # fmt: skip


def post(text: str, asked: str, *because: str, action_type: str = "social.post", **more: Any) -> Case:
    payload = {"network": "x", "text": text, "in_reply_to": more.pop("in_reply_to", "1")}
    context = {"followers": more.pop("followers", 900)}
    return Case("social-media", action_type, payload, asked, because, context, **more)


SOCIAL = [
    post("Hello", "team_member", "risk"),
    post("Hello", "team_member", "risk", action_type="social.reply"),
    post("Hello", "team_member", "replies_to_somebody", action_type="social.reply", in_reply_to=""),
    post("x" * 281, "team_member", "short_enough"),
    post("See https://example.com", "team_member", "no_links"),
    post("Our CEO says hello", "domain_expert", "names_people_or_law"),
    post("Hello", "domain_expert", "many_readers", followers=200_000),
    post("We are sorry for the outage", "executive", "disaster"),
    Case("social-media", "social.hide_comment", {"comment_id": 1, "reason": "spam"}, RUNS, signals=SURE),
    Case("social-media", "social.hide_comment", {"comment_id": 1, "reason": "rude"}, "team_member",
         ("is_spam_or_abuse",), signals=SURE),
    Case("social-media", "social.like", {"post_id": 1}, RUNS, ("shadow", "signals_missing"), shadow="team_member"),
    Case("social-media", "social.delete_account", {}, "team_member", ("unknown_type",)),
]  # fmt: skip

RELEASES = [
    Case("release-notes", "release.notes", {"version": "2.1.0"}, "team_member", ("draft",), draft=NOTES),
    Case("release-notes", "release.notes", {"version": "3.0.0"}, "team_lead", ("major_version", "draft"), draft=NOTES),
    Case("release-notes", "release.notes", {"version": "2.1.0", "notes": "Fixes ABC-12"}, "team_member",
         ("no_ticket_numbers", "draft"), draft=NOTES),
    Case("release-notes", "release.advisory", {"version": "2.1.0"}, "team_member", ("draft",), draft=NOTES),
    Case("release-notes", "release.list_entry", {"version": "2.1.0", "line": "Search"}, RUNS),
]  # fmt: skip

CASES = [*REFUNDS, *SUPPORT, *DATABASES, *CODE, *RELEASES, *SOCIAL]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_action_goes_where_the_policys_comments_say(case: Case):
    policy = POLICIES[case.policy]
    known = policy.action_types.get(case.action_type)
    assert known is None or known.schema_problems(case.payload) == (), "the case itself is at fault"
    proposal = Proposal(
        case.action_type,
        "An action",
        case.payload,
        confidence=case.confidence,
        signals=case.signals,
        context=case.context,
        draft=case.draft,
    )
    route = choose_route(proposal, AGENT, policy, at=case.at)
    assert route.verdict is not Verdict.REJECT
    assert route.first_tier == case.asked
    assert set(case.because) <= {reason.rule for reason in route.reasons}
    assert (route.shadow.tier if route.shadow else None) == case.shadow


def test_there_are_six():
    names = ["coding-agent", "database-changes", "refunds", "release-notes", "social-media", "support-desk"]
    assert sorted(POLICIES) == names


@pytest.mark.parametrize("name", POLICIES)
def test_every_type_rule_and_check_is_tried_once_at_least(name: str):
    policy, cases = POLICIES[name], [case for case in CASES if case.policy == name]
    assert {case.action_type for case in cases} >= set(policy.action_types)
    tried = {name for case in cases for name in case.because}
    checks = {check.name for known in policy.action_types.values() for check in known.checks}
    assert tried >= {rule.name for rule in policy.rules} | checks
