"""What a policy is refused with is words, not a regular expression: what stands there, and what to write."""

import pytest

from oversight.policy.file.reading import BadPolicy, FaultAtLine, read_policy

TIER = """version: 1
tiers:
  team_member: {{channel: "#a", reviewers: [{reviewer}]}}
"""
SMALL = TIER.format(reviewer="U1")


CALENDAR = SMALL + "calendars: {c: {hours: {mon-fri: '09:00-17:00'}, holidays: [%s], timezone: %s}}\n"
LOST = ("$.terms.a", "so the rest is lost", "under a |")


def only_fault(text: str) -> FaultAtLine:
    with pytest.raises(BadPolicy) as caught:
        read_policy(text)
    (fault,) = caught.value.faults
    assert not any(sign in str(fault) for sign in ("^", "pydantic", "datetime", "input should", "regex"))
    return fault


@pytest.mark.parametrize(
    ("reviewer", "problem", "fix"),
    [
        ("sam@example.com", "is an e-mail address; a reviewer is a member id such as U0123ABCD", "Copy member ID"),
        ("Sam Okafor", "'Sam Okafor' is a name", "Copy member ID"),
        ("'<@U0SAM>'", "in another spelling", "Write U0SAM"),
        ("u0sam", "in another spelling", "Write U0SAM"),
        ("S0123ABCD", "the id of a user group", "handle"),
        ("'@my group'", "is a name", "handle"),
        ("'#support'", "is a channel", "Copy member ID"),
        ("'<@U0SAM|sam>'", "in another spelling", "Write U0SAM"),
        ("'@U0SAM'", "in another spelling", "Write U0SAM"),
        ("'U0SAM '", "in another spelling", "Write U0SAM"),
        ("'https://acme.slack.com/team/U0SAM'", "in another spelling", "Write U0SAM"),
        ("'@here'", "everybody in a channel", "handle"),
        ("'<#C0123ABCD|leads>'", "is a channel", "Copy member ID"),
        ("''", "names nobody", "Copy member ID"),
        ('"U0SAM\\n"', "is a name", "Copy member ID"),
    ],
)
def test_a_reviewer_is_told_in_words_with_where_to_find_the_id(reviewer, problem, fix):
    fault = only_fault(TIER.format(reviewer=reviewer))
    assert fault.path == "$.tiers.team_member.reviewers[0]"
    assert problem in fault.problem
    assert fix in fault.fix


@pytest.mark.parametrize(
    ("text", "path", "problem", "fix"),
    [
        (SMALL.replace('"#a"', "approvals"), "$.tiers.team_member.channel", "is no channel", 'Write "#approvals"'),
        (SMALL.replace("#a", "<#C0123ABCD|leads>"), "$.tiers.team_member.channel", "is no channel", "Write C0123ABCD"),
        (SMALL.replace("#a", "# Leads"), "$.tiers.team_member.channel", "is no channel", 'Write "#leads"'),
        (SMALL.replace("#a", "U0SAM"), "$.tiers.team_member.channel", "is no channel", 'for example "#approvals"'),
        (SMALL.replace("version: 1", "version: 2"), "$.version", "2 is not 1", "Write 1"),
        (SMALL.replace("U1", "@support"), "$", "cannot start any token", "in quotes"),
        (SMALL.replace("  team", "\tteam"), "$", "cannot start any token", "with spaces, not with tabs"),
        (SMALL + "rules:\n- when: !has(payload.x)\n", "$", "constructor for the tag", "begins with ! in quotes"),
        (SMALL + "rules:\n- when: 'x' in payload.l\n", "$", "expected <block end>", "in quotes as a whole"),
        (SMALL + "rules:\n- name: a: b\n", "$", "mapping values", "with a colon in it in quotes"),
        (SMALL + "terms: {a: 'b}\n", "$", "end of stream", "Close the quote"),
        (SMALL + "---\n" + SMALL, "$", "another document", "Remove what follows ---"),
        *(
            (
                SMALL + f"action_types: {{'{name}': {{risk: low}}}}\n",
                path,
                "no agent can propose",
                "such as refund.issue",
            )
            for name, path in {"refund.*": "['refund.*']", "a b": "['a b']", "": "['']"}.items()
            for path in ("$.action_types" + path,)
        ),
        *(
            (SMALL + f"terms:\n  a: {folded}\nrules: [{{name: r, when: terms.a, risk: high, reason: r}}]\n", *LOST)
            for folded in (
                ">\n    payload.x // why\n    && payload.y",
                "payload.x // why\n    && payload.y",
                '"payload.x // why\n    && payload.y"',
            )
        ),
        *(
            (CALENDAR % ("2026-12-24", zone), "$.calendars.c.timezone", "unknown time zone", "what may stand here")
            for zone in ("Europe", "a" * 300, "../UTC", "utc+1", "localtime")
        ),
        (CALENDAR % ("2026-02-30", "UTC"), "$.calendars.c.holidays[0]", "is no date", "what may stand here"),
        (SMALL.replace('{channel: "#a"', "{channel: "), "$.tiers.team_member.channel", "nothing stands", "in quotes"),
        (SMALL.replace("team_member", "team_led"), "$.tiers.team_led", "none of team_member", "Write team_lead"),
        (SMALL + "defaults: {review_timeot: 5m}\n", "$.defaults.review_timeot", "no such key", "Write review_timeout"),
        (SMALL + "default: {}\n", "$.default", "no such key", "Write defaults"),
        (SMALL + "defaults: {on_timeout: approve}\n", "$.defaults.on_timeout", "none of reject", "Write one of reject"),
        (SMALL + "defaults: {review_timeout: 0s}\n", "$.defaults.review_timeout", "more than 0s", "Write one that is"),
        (SMALL + "action_types: {a: {risk: hihg}}\n", "$.action_types.a.risk", "none of low", "Write high"),
        (SMALL + "action_types: {a: {}}\n", "$.action_types.a.risk", "this is missing", "Add it"),
        (SMALL + "rules: {}\n", "$.rules", "a map stands where a list should", "Write a list"),
        (SMALL + "lazy_review: {base_rate: often}\n", "$.lazy_review.base_rate", "where a number should", "0.85"),
    ],
)
def test_every_other_fault_says_what_to_write(text, path, problem, fix):
    fault = only_fault(text)
    assert fault.path == path
    assert problem in fault.problem
    assert fix in fault.fix


@pytest.mark.parametrize(
    "when",
    [
        "|\n    payload.x // why\n    && payload.y\n",
        ">\n    payload.x\n    && payload.y // why\n",
        "payload.x && payload.y // why\n",
        "\"payload.x == 'https://a'\n    && payload.y\"\n",
    ],
)
def test_a_remark_that_hides_nothing_is_let_pass(when):
    read_policy(
        SMALL + f"rules:\n- {{name: a, risk: low, reason: r, when: payload.x}}\n- name: r\n  when: {when}" + RULE
    )


RULE = "  risk: high\n  reason: r\n"
