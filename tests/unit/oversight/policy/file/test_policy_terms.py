"""Terms and what else the language says: what stands for what, and every fault told at once, where it is."""

from itertools import pairwise

import pytest

from oversight.policy.conditions.constants import Constants
from oversight.policy.file.reading import read_policy
from tests.unit.oversight.policy.file.bad_policy import faults

SMALL = 'version: 1\ntiers:\n  team_member: {channel: "#a", reviewers: [U1]}\n'
RULE = "rules: [{{name: r, when: {}, tier: team_member, reason: r}}]\n"


def test_a_term_stands_for_its_source_in_brackets():
    text = SMALL + "terms: {big: payload.n > 3 || payload.vip, huge: terms.big && payload.n > 9}\n"
    policy = read_policy(text + RULE.format("'terms.huge && payload.n < 20'"))
    (rule,) = policy.rules
    assert rule.condition.source == "terms.huge && payload.n < 20"
    assert rule.condition.expanded == "((payload.n > 3 || payload.vip) && payload.n > 9) && payload.n < 20"


def test_what_is_quoted_or_belongs_to_something_else_is_no_term():
    terms = Constants({"x": "true"})
    for source in (
        "payload.s == 'terms.x'",
        'payload.s == "a \\" terms.x"',
        "payload.terms.x",
        "payload.s == r'\\terms.x'",
    ):
        assert terms.expand(source) == source
    assert terms.expand("terms.x && payload.y // terms.x") == "(true) && payload.y "
    assert terms.expand("terms . x") == "(true)"
    assert terms.expand("'a' + terms.x + '''it's terms.x'''") == "'a' + (true) + '''it's terms.x'''"


@pytest.mark.parametrize(
    ("terms", "path", "words"),
    [
        ("{a: payload.x, b: terms.c, c: payload.y}", "$.terms.b", "there is no term c before this"),
        ("{a: terms.a}", "$.terms.a", "there is no term a before this"),
        ("{a: payload.x >}", "$.terms.a", "a value is missing"),
        ("{a: playload.x}", "$.terms.a", "playload, which does not exist"),
        ("{a: nosuch(payload.x)}", "$.terms.a", "no function nosuch"),
        ("{a: payload.x, b: payload.y}", "$.terms.b", "no condition speaks of this term"),
        ("{a: 3}", "$.terms.a", "3 stands where a text should"),
        ("{'a-b': payload.x, a: payload.x}", "$.terms['a-b']", "cannot be a name"),
        ("{yes: payload.x, a: payload.x}", "$.terms.yes", "to YAML this key is true or false"),
        ("{a: payload.x, 1: payload.x}", "$.terms['1']", "to YAML this key is something else than text"),
    ],
)
def test_each_fault_in_a_term_is_told_where_it_is_and_once(terms, path, words):
    found = faults(SMALL + f"terms: {terms}\n" + RULE.format("terms.a"))
    mine = [fault for fault in found if words.lower() in fault.problem.lower()]
    assert [fault.path for fault in mine] == [path]
    assert all(fault.line == 4 for fault in mine)
    assert not any(fault.path.startswith("$.rules") for fault in found), "a broken term is told at the term"


def test_a_condition_that_speaks_of_no_term_is_told_at_the_condition():
    (fault,) = faults(SMALL + RULE.format("terms.unknown"))
    assert (fault.path, fault.line) == ("$.rules[0].when", 4)
    assert "there is no term unknown" in fault.problem
    (fault,) = faults(SMALL + RULE.format('"terms["x"] && payload.y"').replace('"x"', "'x'"))
    assert "write terms.name" in fault.problem


def test_terms_that_grow_without_end_are_refused():
    grown = "a0: payload.xxxxxxxxxx > 1\n" + "".join(
        f"  a{n}: terms.a{n - 1} && terms.a{n - 1}\n" for n in range(1, 20)
    )
    found = faults(SMALL + "terms:\n  " + grown + RULE.format("terms.a19"))
    assert any("longer than" in fault.problem for fault in found)


def test_all_new_faults_are_told_at_once():
    text = (
        SMALL
        + """terms: {a: payload.x >, unused: payload.y}
action_types:
  critical.one: {risk: critical, when_checked: approve, validators: [{name: c, check: payload.x}]}
  critical.two: {risk: critical, mode: shadow}
  bare: {risk: high, when_checked: approve}
  twins: {risk: high, validators: [{name: c, check: payload.x}, {name: c, check: payload.y}]}
  slow: {risk: low, mode: slow}
rules:
  - {name: nothing, when: payload.x, reason: r}
  - {name: enormous, when: payload.x, risk: enormous, reason: r}
"""
    )
    told = {fault.path: fault.line for fault in faults(text)}
    assert told == {
        "$.terms.a": 4,
        "$.terms.unused": 4,
        "$.action_types['critical.one']": 6,
        "$.action_types['critical.two']": 7,
        "$.action_types.bare": 8,
        "$.action_types.twins": 9,
        "$.action_types.slow.mode": 10,
        "$.rules[0]": 12,
        "$.rules[1].risk": 13,
    }


def test_what_is_new_changes_the_hash():
    plain = SMALL + "action_types: {a: {risk: high, validators: [{name: c, check: payload.x}]}}\n"
    hashes = {
        read_policy(text).hash
        for text in (
            plain,
            plain.replace("risk: high", "risk: high, when_checked: approve"),
            plain.replace("risk: high", "risk: high, mode: shadow"),
            plain.replace("payload.x", "terms.t") + "terms: {t: payload.x}\n",
            plain.replace("payload.x", "terms.t") + "terms: {t: payload.y}\n",
        )
    }
    assert len(hashes) == 5


@pytest.mark.parametrize("name", ["payload", "action", "terms"])
def test_a_macro_may_not_take_a_name_that_means_something(name):
    """Else a term that looks at the payload would, inside such a macro, look at something else without a word."""
    text = SMALL + (
        "terms: {large: payload.amount > 500}\n"
        f"rules: [{{name: r, when: 'context.xs . exists ( {name} , terms.large)', tier: team_member, reason: r}}]\n"
    )
    told = {fault.path: fault.problem for fault in faults(text)}
    assert f"a macro calls its variable {name}" in told["$.rules[0].when"]


def test_what_is_quoted_raw_is_no_term():
    text = SMALL + (
        "terms: {t: payload.x}\n"
        'rules: [{name: r, when: \'terms.t || bytes(payload.y) == br"\\" || payload.z == "terms.t"\', '
        "tier: team_member, reason: r}]\n"
    )
    (rule,) = read_policy(text).rules
    assert rule.condition.expanded == '(payload.x) || bytes(payload.y) == br"\\" || payload.z == "terms.t"'


def test_aliases_that_multiply_are_a_fault_and_no_long_wait():
    nine = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb = nine + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefgh"))
    (fault,) = faults(bomb)
    assert "more than 100000 parts" in fault.problem


def test_a_condition_that_is_one_endless_word_is_told_in_part():
    text = SMALL + f"rules: [{{name: r, when: 'payload.{'x' * 3000} * true', tier: team_member, reason: r}}]\n"
    (fault,) = faults(text)
    assert len(fault.problem) > 100
