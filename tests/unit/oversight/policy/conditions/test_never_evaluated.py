"""What can never be evaluated is refused when the policy is read, in one sentence with what to write."""

from datetime import UTC, datetime

import pytest

from oversight.policy.conditions.condition import BadCondition, Condition, Facts

EVENING = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
NEVER = {
    "-payload.n == 'a'": "a number with a text, which are never equal",
    "size(payload.l) in ['1', '2']": "looks for a number, and each item is a text",
    "action.type in [1, 2]": "looks for a text, and each item is a number",
    "action.risk in ['hihg', 'critical']": "'hihg'; there are only low, medium, high, critical",
    "['a', 'b'].exists(x, x > payload.n + 1)": "compares a text with a number",
    "signals.llm_confidence > '0.5'": "compares a number with a text",
    "!signals.llm_confidence": "is ! before a number",
    "signals['llm_confidence'] == 'high'": "never equal",
    "action.labels.team == 5": "compares a text with a number",
    "action.confidence < 60": "has one answer; what it asks is from 0 to 1",
    "0.5 < signals.llm_confidence && signals.llm_confidence < 85": "from 0 to 1",
    "action.at.getMonth() == 12": "has one answer; what it asks is from 0 to 11",
    "action.at.getDayOfMonth('Europe/Berlin') == 31": "from 0 to 30",
    "7 == action.at.getDayOfWeek()": "from 0 to 6",
    "timestamp(payload.at).getHours() >= 24": "from 0 to 23",
    "!!!" + "!" * 300 + "payload.n": "nested too deeply",
    "payload.text.foo()": "no function foo",
    "payload.text.startWith('a')": "do you mean startsWith",
    "contains(payload.text, 'a')": "write a text.contains(a text)",
    "payload.text.startsWith('a', 'b')": "gives startsWith 2 arguments",
    "getHours(action.at)": "is not how getHours is called",
    "payload.text.getHours('Berlin')": "'Berlin' is no time zone",
    "action.at.getHours('Europe/Berlni')": "is no time zone; write an IANA name",
    "action.at.getHours(2)": "gives getHours a number",
    "action.type.getHours() > 1": "gives getHours a text",
    "action.nope == 1": "“action.nope” does not exist; there are type, description",
    "action['tpye'] == 'a'": "does not exist",
    "has(action.nope)": "does not exist",
    "agent.email == 'a'": "there are id, name, owner",
    "action.at.hour > 18": "asks a timestamp for a field",
    "action.risk == 'High'": "there are only low, medium, high, critical",
    "action.type > 3": "compares a text with a number; write the number without quotes",
    "payload.n > 1 && action.type == 5": "never equal",
    "'abc' > 3 || payload.x": "compares a text with a number",
    "action.at > '2026-01-01'": "write timestamp('2026-12-31T00:00:00Z')",
    "payload.at > timestamp('tomorrow')": "write for example timestamp('2026-12-31T23:59:59Z')",
    "action.at - timestamp('2026-01-01T00:00:00Z') > duration('1 day')": "write for example duration('1h30m')",
    "action.at > timestamp(0)": "gives timestamp a number",
    "payload.text.matches('(')": "no regular expression of RE2: unclosed group",
    "payload.text.matches('(?=a)b')": "looks around or back",
    "payload.n + 'a' + 1 == 'x'": "write string(…) around the number",
    "payload.a * 'x' > 1": "cannot be computed",
    "payload.n / 0 > 1": "divides by 0",
    "payload.a && 'yes'": "joins a text with &&",
    "!action.type": "is ! before a text",
    "-action.type == payload.x": "is - before a text",
    "action.type ? payload.a : payload.b": "before ? stands true or false",
    "payload.n + 1": "it answers a number; a condition answers true or false",
    "action.type": "it answers a text",
    "payload.a in 'abc'": "write text.contains('part')",
    "action.type.exists(x, x == 'a')": "goes through a text",
    "payload.l.exists(x, 'a')": "asks for a text of each",
    "payload.l.exists(x)": "write list.exists(x, …)",
    "payload.l.all(i, x, x > 1)": "is not how all is called",
    "payload.l[-1] == 1": "write 0 for the first",
    "payload.l[0.5] == 1": "write 0 for the first",
    "has(payload)": "write has(payload.key)",
    "says(payload.text, 'a')": "gives says a text; it takes a list",
    "says(payload.text, [])": "looks for nothing",
    "says(payload.text, [' '])": "an empty phrase",
    "says(payload.text, [1])": "write each phrase in quotes",
    "sum(payload.n, 2) == 5": "gives sum 2 arguments",
    "string(payload.n == 1) == 'true'": "gives string true or false",
    "type(payload.n) == 'double'": "write its name without quotes",
    "type(payload.n) == int": "write double",
    "playload.n == 1": "playload, which does not exist; use action",
    "action.risk >= 'high'": "compares letters, by which critical is less than low; write action.risk in",
    "amount > 100": "signals: payload.amount, or 'amount' for a text",
    "payload.done == True": "write true",
    "payload.l.any(x, x == 1)": "there is no function any; write list.exists(x, …)",
    "len(payload.l) > 1": "write size(list)",
    "payload.für == 1": "write a key with such letters in quotes",
    "payload.a ? payload.b ? true : false : true": "brackets around one within another",
    "size(payload.l,) > 1": "“)” stands where another argument should",
    "payload.n\N{NO-BREAK SPACE}> 1": "write an ordinary space",
    "!-payload.n": "“-” stands where",
    "payload.n = 1": "line 1, column 11 of the condition: “=” means nothing here; write == to compare",
    "payload.a and payload.b": "write && for and",
    "not payload.a": "write ! for not",
    "payload.a > > 1": "line 1, column 13 of the condition: “>” stands where a value should",
    "payload.a >\n  (payload.b": "it ends where “)” for the “(” at line 2, column 3",
    "payload.text == 'abc": "this quote is never closed",
    "payload.text == \u201cabc\u201d": "write straight quotes",
    "payload.in == 1": "write payload['in']",
    "payload.a == 1)": "stands where an operator or the end should",
    r"payload.text == '\d'": "write \\\\, or r before the quote",
    "size(payload.l) > '3'": "compares a number with a text",
    "payload.a.matches('a{1,2000}{1,2000}{1,2000}')": "no regular expression",
}


@pytest.mark.parametrize(("source", "words"), [(source, words) for source, words in NEVER.items() if words])
def test_it_is_refused_with_what_to_write(source, words):
    with pytest.raises(BadCondition) as caught:
        Condition(source)
    said = str(caught.value)
    assert words in said
    assert "\n" not in said
    assert len(said) <= 260
    assert "expecting {" not in said


@pytest.mark.parametrize(
    "source",
    [
        "payload.n",
        "payload[0] == 1",
        "payload.a == payload.b",
        "payload.a == null || action.on_behalf_of == null",
        "action.on_behalf_of == 'sam@example.com'",
        "has(action.confidence) && action.confidence < 0.5",
        "action.labels.team == 'a' && 'team' in action.labels",
        "signals.anything > 0.5",
        "context.a.b.c[0].d",
        "payload.text.matches('^[a-z]+$')",
        "payload.for == 1",
        "action.at.getHours() >= 18",
        "action.at - duration('1h') < timestamp('2030-01-01T00:00:00Z')",
        "timestamp(payload.due) - action.at < duration('24h')",
        "(payload.a ? 1 : 'x') == payload.b",
        "payload.l.filter(x, x.ok).map(x, x.price).exists(p, p > 1)",
        "payload.l.map(x, x > 1, x * 2) == [4]",
        "double(payload.text) > 1 && int(payload.text) > 0",
        "dyn(action.type) == payload.n",
        "type(payload.a) == string || type(payload.a) == type(1)",
        "payload.a + payload.b > 'c'",
        "[payload.a, 'b'] + payload.l == payload.m",
        "action.risk in ['high', 'critical'] || action.risk == payload.risk",
        r"payload.text == r'\d' || payload.text == '''a''' || bytes(payload.text) == b'a'",
        "'eu' == 'us' || payload.a == 'eu'",
        "action.type < 'n'",
        "payload.a // a remark\n == 1",
        "action.confidence >= 0 && action.confidence <= 1 || -action.confidence < -2",
        "100 * signals.llm_confidence < 60 || signals.llm_confidence == null",
        "payload.due.getMonth() == 12 || duration(payload.span).getHours() > 36",
        "action.at.getMonth() == 11 && action.at.getHours('Europe/Berlin') in [0, 23]",
        "payload.n in ['a', 1] || size(payload.l) in [payload.n] || action.type in []",
        "[1, 2].exists(x, x < payload.n) || ['a', 'b'].exists(x, x == payload.text)",
    ],
)
def test_what_may_be_evaluated_is_let_pass(source):
    Condition(source)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("action.at.getHours('Europe/Berlin') >= 18", True),
        ("action.at.getHours() >= 18", False),
        ("action.at.getHours('UTC') == 17", True),
        ("action.at.getHours('+02:00') == 19 && action.at.getMinutes('-00:30') == 0", True),
        ("action.at.getDayOfWeek('Pacific/Auckland') == 2 && action.at.getDayOfWeek() == 1", True),
        ("action.at.getDate('Pacific/Auckland') == 1 && action.at.getDayOfMonth('Pacific/Auckland') == 0", True),
        ("action.at.getMonth('Pacific/Auckland') == 11 && action.at.getMonth() == 10", True),
        ("action.at.getFullYear('UTC') == 2026 && action.at.getDayOfYear('UTC') == action.at.getDayOfYear()", True),
        ("action.at.getHours(payload.zone) == 18", True),
        ("action.at.getHours(payload.nowhere) == 18", None),
    ],
)
def test_parts_of_a_timestamp_take_a_time_zone(source, holds):
    condition = Condition(source)
    values = {
        "action": {"at": datetime(2026, 11, 30, 17, 30, tzinfo=UTC)},
        "payload": {"zone": "Europe/Berlin", "nowhere": "x"},
    }
    answer = condition.holds(Facts(values, condition.needs))
    assert (answer if isinstance(answer, bool) else None) is holds
