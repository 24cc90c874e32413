"""A whole valid policy, or every fault at once with its line and how to fix it."""

import socket
from datetime import timedelta

import pytest

from oversight.action.refusal import Detail
from oversight.action.risk import Risk
from oversight.policy.file.reading import read_policy
from tests.unit.oversight.builders import POLICY
from tests.unit.oversight.policy.file.bad_policy import faults, only_fault

SMALL = """version: 1
tiers:
  team_member: {channel: "#a", reviewers: [U1]}
"""
TYPE = SMALL + "action_types:\n  a:\n    risk: low\n    schema: "
GOOD_WEIGHTS = (
    "semantic_similarity: 0.25, rule_validator_score: 0.30, historical_accuracy: 0.20, input_familiarity: 0.10"
)


def test_the_smallest_policy_has_the_documented_defaults():
    policy = read_policy(SMALL)
    assert policy.defaults.review_timeout == timedelta(minutes=30)
    assert policy.confidence.thresholds.auto_approve == 0.85
    assert sum(policy.confidence.thresholds.weights.values()) == pytest.approx(1)
    assert policy.lazy_review.base_rate == 0.05
    assert policy.first_tier == policy.safety_tier == "team_member"


def test_a_policy_is_read_as_it_is_written():
    policy = read_policy(POLICY)
    assert [tier.name for tier in policy.tiers] == ["team_member", "team_lead", "domain_expert", "executive"]
    assert policy.tiers[0].remind_after == timedelta(minutes=5)
    assert policy.tiers[3].modified_needs_second is True
    assert policy.action_types["refund.issue"].risk is Risk.HIGH
    assert policy.action_types["prod.change"].tier == "domain_expert"


def test_tiers_are_ordered_by_rank_and_not_by_the_file():
    text = 'version: 1\ntiers:\n  executive: {channel: "#x"}\n  team_lead: {channel: "#l"}\n'
    assert [tier.name for tier in read_policy(text).tiers] == ["team_lead", "executive"]


def test_layout_and_comments_do_not_change_the_hash_and_meaning_does():
    same = "# a comment\n" + SMALL.replace(
        '{channel: "#a", reviewers: [U1]}', '\n    reviewers: [U1]\n    channel: "#a"'
    )
    assert read_policy(same).hash == read_policy(SMALL).hash
    assert read_policy(SMALL.replace("U1", "U2")).hash != read_policy(SMALL).hash


def test_every_fault_is_told_at_once_in_the_order_of_the_file():
    text = """version: 2
tiers:
  team_member: {chanel: "#a"}
  team_lead: {channel: "#l", escalate_after: soon}
  boss: {channel: "#b"}
rules:
  - {name: one, when: "payload.x >", tier: team_lead, reason: r}
  - {name: two, when: "payload.x > 1", tier: executive, reason: r}
  - {name: two, when: "payload.x > 1", tier: nobody}
confidence:
  auto_aprove: 0.9
"""
    found = faults(text)
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    paths = {fault.path for fault in found}
    assert paths >= {
        "$.version",
        "$.tiers.team_member.channel",
        "$.tiers.team_member.chanel",
        "$.tiers.team_lead.escalate_after",
        "$.rules[0].when",
        "$.rules[1].tier",
        "$.rules[2].tier",
        "$.rules[2].reason",
        "$.confidence.auto_aprove",
    }
    lines = {fault.path: fault.line for fault in found}
    assert lines["$.tiers.team_lead.escalate_after"] == 4
    assert lines["$.rules[1].tier"] == 8
    assert lines["$.confidence.auto_aprove"] == 11


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("", "$", 1),
        ("# only a comment\n", "$", 1),
        ("[]", "$", 1),
        ("hello", "$", 1),
        ("tiers: [", "$", 1),
        (SMALL + "---\n" + SMALL, "$", 4),
        ("version: 1\ntiers: null\n", "$.tiers", 2),
        ("version: 1\ntiers: {}\n", "$.tiers", 2),
        (SMALL + "rules: {a: b}\n", "$.rules", 4),
        (SMALL + "action_types: [a]\n", "$.action_types", 4),
        (SMALL + "action_types: {a: {}}\n", "$.action_types.a.risk", 4),
        (SMALL + "action_types: {a: {risk: tiny}}\n", "$.action_types.a.risk", 4),
        (SMALL + "action_types: {a: {risk: low, tier: executive}}\n", "$.action_types.a.tier", 4),
        (SMALL + "rules: [{name: a, when: payload.x, tier: executive, reason: r}]\n", "$.rules[0].tier", 4),
        (SMALL + "rules: [{name: a, when: 'true', tier: team_member, reason: r}]\n", "$.rules[0].when", 4),
        (SMALL + "lazy_review: {base_rate: 1.5}\n", "$.lazy_review.base_rate", 4),
        (SMALL + "lazy_review: {base_rate: .nan}\n", "$.lazy_review.base_rate", 4),
        (SMALL + "lazy_review: {digest: {channel: '#x', timezone: Mars/X}}\n", "$.lazy_review.digest.timezone", 4),
        (SMALL + "defaults: {review_timeout: 0s}\n", "$.defaults.review_timeout", 4),
        (SMALL + "defaults: {review_timeout: soon}\n", "$.defaults.review_timeout", 4),
        (SMALL + "defaults: {on_timeout: approve}\n", "$.defaults.on_timeout", 4),
        (SMALL + "defaults: {self_approval: allowed}\n", "$.defaults.self_approval", 4),
        (SMALL + "confidence: {auto_approve: .nan}\n", "$.confidence.auto_approve", 4),
        (SMALL + "confidence: {auto_approve: 0.2, auto_reject: 0.3}\n", "$.confidence", 4),
        (SMALL + "confidence: {floors: {luck: 0.5}}\n", "$.confidence", 4),
        (SMALL + f"confidence: {{weights: {{llm_confidence: 0.5, {GOOD_WEIGHTS}}}}}\n", "$.confidence", 4),
        (SMALL + f"confidence: {{weights: {{{GOOD_WEIGHTS}}}}}\n", "$.confidence", 4),
        (
            SMALL + f"confidence: {{weights: {{llm_confidence: -0.15, {GOOD_WEIGHTS}}}}}\n",
            "$.confidence.weights.llm_confidence",
            4,
        ),
        (TYPE + "[1]\n", "$.action_types.a.schema", 7),
        (TYPE + "{type: nonsense}\n", "$.action_types.a.schema.type", 7),
        (TYPE + "{type: string, pattern: '('}\n", "$.action_types.a.schema.pattern", 7),
        (TYPE + "{properties: {1: {}}}\n", "$.action_types.a.schema.properties['1']", 7),
        (SMALL.replace("[U1]", "U1"), "$.tiers.team_member.reviewers", 3),
        (SMALL.replace("[U1]", "[U1], approvals_required: 0"), "$.tiers.team_member.approvals_required", 3),
    ],
)
def test_each_fault_names_its_place(text, path, line):
    fault = only_fault(text)
    assert (fault.path, fault.line) == (path, line)


def test_twin_keys_are_faults_at_every_depth():
    text = (
        SMALL
        + "rules: []\nrules: []\naction_types:\n  a: {risk: low}\n  a: {risk: high}\n  b: {risk: low, risk: low}\n"
    )
    assert [(fault.path, fault.line) for fault in faults(text)] == [
        ("$.rules", 5),
        ("$.action_types.a", 8),
        ("$.action_types.b.risk", 9),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SMALL + "rules: !foo []\n", id="unknown tag"),
        pytest.param("a: !!python/object:os.system x\n", id="python object"),
        pytest.param(SMALL + "? [a, b]\n: c\n", id="list as key"),
        pytest.param(SMALL + "x: &a [*a]\n", id="alias of itself"),
        pytest.param(SMALL + "x: 2024-13-45\n", id="impossible date"),
        pytest.param(SMALL + "x: \x01\n", id="control character"),
        pytest.param(SMALL + "rules: [{name: a, when: payload.x, tier: [x], reason: r}]\n", id="list as tier"),
        pytest.param(SMALL + "defaults: {review_timeout: 99999999999999d}\n", id="endless span"),
        pytest.param(TYPE + "{maximum: 99999999999999999999}\n", id="integer beyond 2^53"),
        pytest.param(SMALL + 'action_types: {a: {risk: low, card: {headline: ["\\ud800"]}}}\n', id="half a surrogate"),
        pytest.param(SMALL + 'action_types: {"\\ud800": {risk: low}}\n', id="half a surrogate as key"),
    ],
)
def test_whatever_stands_in_the_file_the_answer_is_faults_and_never_a_crash(text):
    assert faults(text)


ONE_RULE = "  - {name: a, when: payload.x, tier: team_member, reason: r}\n"
FAULTS = {
    "cron": (
        SMALL + "lazy_review: {digest: {channel: '#x', cron: nonsense}}\n",
        "$.lazy_review.digest.cron",
        "five fields",
    ),
    "a name for a reviewer": (SMALL.replace("U1", "alice"), "$.tiers.team_member.reviewers[0]", "'alice' is a name;"),
    "an e-mail for a reviewer": (SMALL.replace("U1", "a@b.c"), "$.tiers.team_member.reviewers[0]", "an e-mail address"),
    "an unknown variable": (
        SMALL + "rules: [{name: a, when: payload.x && playload.y, tier: team_member, reason: r}]\n",
        "$.rules[0].when",
        "playload, which does not exist",
    ),
    "an unknown variable beside a bound one": (
        SMALL + "rules: [{name: a, when: 'payload.x.all(y, y == z)', tier: team_member, reason: r}]\n",
        "$.rules[0].when",
        "looks at z,",
    ),
    "two rules of one name": (SMALL + "rules:\n" + ONE_RULE * 2, "$", "two rules are called a"),
    "a span without its unit": (SMALL + "defaults: {review_timeout: 30}\n", "$.defaults.review_timeout", "no unit"),
    "a number for yes": (
        SMALL + "action_types: {a: {risk: low, reversible: 1}}\n",
        "$.action_types.a.reversible",
        "true or false",
    ),
    "more approvals than people": (
        SMALL.replace("[U1]", "[U1], approvals_required: 2"),
        "$.tiers.team_member",
        "2 approvals are required of 1 reviewers",
    ),
    "one person named twice": (
        SMALL.replace("[U1]", "[U1, U1], approvals_required: 2"),
        "$.tiers.team_member",
        "2 approvals are required of 1 reviewers",
    ),
}


@pytest.mark.parametrize(("text", "path", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_that_can_be_seen_at_the_start_is_told_at_the_start(text, path, words):
    fault = only_fault(text)
    assert fault.path == path
    assert words in fault.problem


@pytest.mark.parametrize("reviewers", ["[U1, '@support']", "['@support']", "[]"])
def test_how_many_are_in_a_group_is_not_known_at_the_start(reviewers):
    text = SMALL.replace("[U1]", f"{reviewers}, approvals_required: 3")
    assert read_policy(text).tiers[0].approvals_required == 3


@pytest.mark.parametrize("macro", ["exists", "all", "exists_one"])
def test_a_name_that_a_macro_binds_is_known(macro):
    text = SMALL + f"rules: [{{name: a, when: 'payload.x.{macro}(item, item > 1)', tier: team_member, reason: r}}]\n"
    assert read_policy(text).rules[0].name == "a"


def test_a_schema_never_reaches_out_of_the_file():
    """Neither while the policy is read nor later: a server that waits for the reference hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        fault = only_fault(TYPE + f"{{$ref: 'http://127.0.0.1:{port}/x'}}\n")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "write the schema out in the policy" in fault.problem


def test_a_schema_may_refer_to_its_own_parts():
    policy = read_policy(TYPE + "{$ref: '#/$defs/sum', $defs: {sum: {type: object, required: [sum]}}}\n")
    assert policy.action_types["a"].schema_problems({}) == (Detail('"sum" is a required property', "$", ("sum",)),)


def test_the_problems_of_a_payload_name_places_and_never_values():
    policy = read_policy(TYPE + "{type: object, properties: {card: {type: number}}, required: [id]}\n")
    problems = policy.action_types["a"].schema_problems({"card": "4111111111111111"})
    assert len(problems) == 2
    assert any(problem.path == "$.card" for problem in problems)
    assert "4111" not in "".join(map(str, problems))


def test_the_problems_of_a_payload_are_none_where_it_fits():
    policy = read_policy(POLICY)
    assert policy.action_types["refund.issue"].schema_problems({"amount": 3}) == ()
    assert policy.action_types["tag.add"].schema_problems(["anything"]) == ()
