"""A policy file, rule by rule of its specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey
from oversight.audit.log.trust_policy import Group, spelled
from oversight.audit.log.trust_policy_file import BadTrustPolicy, read_trust_policy
from tests.unit.oversight.audit.log.trees import KEY

LOG = KEY.verifier.written()
W = [SigningKey(f"w.example/{n}", bytes([n]) * 32, COSIGNATURE).verifier.written() for n in range(40)]
QUANTUM = SigningKey("w.example/q", b"q" * 32, ML_DSA).verifier.written()
THREE = f"log {LOG}\nwitness a {W[0]}\nwitness b {W[1]}\nwitness c {W[2]}\n"


def read(text):
    return read_trust_policy(text.encode() if isinstance(text, str) else text)


def refused(text):
    with pytest.raises(BadTrustPolicy) as error:
        read(text)
    return str(error.value)


def test_the_smallest_policy():
    policy = read("quorum none\n")
    assert (policy.logs, policy.witnesses, policy.groups, policy.quorum) == ((), (), (), "none")


def test_the_example_of_the_specification():
    policy = read(
        f"log {LOG}\n\nwitness X1 {W[0]}\nwitness X2 {W[1]}\nwitness X3 {W[2]}\ngroup X-witnesses 2 X1 X2 X3\n\n"
        f"witness Y1 {W[3]}\nwitness Y2 {W[4]}\nwitness Y3 {QUANTUM}\ngroup Y-witnesses any Y1 Y2 Y3\n\n"
        "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
    )
    assert [group.threshold for group in policy.groups] == [2, 1, 2]
    assert policy.groups[2] == Group("X-and-Y", 2, ("X-witnesses", "Y-witnesses"))
    assert policy.quorum == "X-and-Y"


def test_spaces_tabs_comments_and_empty_lines():
    policy = read(f"# a\n  \t# b\n\n \t \n\tlog \t {LOG}  \thttps://example.com/log \t\n  quorum\tnone  \n")
    assert policy.logs[0].url == "https://example.com/log"
    assert policy.logs[0].key == KEY.verifier


def test_a_quorum_may_be_a_single_witness_and_stand_before_other_lines():
    policy = read(f"witness a {W[0]} https://a\nquorum a\nwitness b {W[1]}\nlog {LOG}\ngroup g any a b\n")
    assert policy.quorum == "a"
    assert [witness.url for witness in policy.witnesses] == ["https://a", None]


@pytest.mark.parametrize("name", ["all", "any", "2", "quorum", "#1", "log", "KEY", "å", "a+b", "a/b"])
def test_any_other_name_is_a_name(name):
    assert read(f"witness {name} {W[0]}\ngroup g all {name}\nquorum {name}\n").quorum == name


def test_names_are_octets():
    kelvin = "\N{KELVIN SIGN}"
    policy = read(f"witness K {W[0]}\nwitness {kelvin} {W[1]}\ngroup g all K {kelvin}\nquorum g\n")
    assert policy.groups[0].members == ("K", kelvin)
    data = b"witness \xff " + W[0].encode() + b"\nwitness \xfe " + W[1].encode() + b"\nquorum \xff\n"
    policy = read(data)
    assert [spelled(witness.name) for witness in policy.witnesses] == ["\\xff", "\\xfe"]
    assert policy.written() == data
    # One that is no UTF-8 is not the one that Python would show in its place.
    assert "not defined" in refused(data.replace(b"quorum \xff", b"quorum \xef\xbf\xbd"))
    # Neither are spaces that only Unicode knows, nor is anything normalized.
    assert read(f"witness a\u00a0b {W[0]}\nquorum a\u00a0b\n").quorum == "a\u00a0b"
    assert "not defined" in refused(f"witness \u00e9 {W[0]}\nquorum e\u0301\n")


def test_a_key_s_name_is_utf_8():
    named = f"log {LOG}".encode().replace(b"acme", b"\xff")
    assert refused(named + b"\nquorum none\n").startswith("line 1: \\xff.example/sayso+")


@pytest.mark.parametrize("octet", [*range(9), *range(11, 32), 127])
def test_no_other_control_character(octet):
    data = b"quorum none\n# " + bytes([octet]) + b"\n"
    assert refused(data) == f"line 2: the octet 0x{octet:02x} is not allowed"


@pytest.mark.parametrize("octet", [9, *range(32, 127), *range(128, 256)])
def test_all_other_octets_may_stand_in_a_comment(octet):
    assert read(b"# " + bytes([octet]) + b"\nquorum none\n").quorum == "none"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no quorum line"),
        (THREE, "there is no quorum line"),
        ("quorum none", "the last line has no end"),
        ("quorum none\nquorum none\n", "line 2: there is a quorum already"),
        ("quorum\n", "line 1: a quorum is written as"),
        ("quorum none none\n", "line 1: a quorum is written as"),
        ("quorum a\n", "line 1: a is not defined in a line before"),
        (f"quorum a\nwitness a {W[0]}\n", "line 1: a is not defined in a line before"),
        (f"quorum {LOG}\n", "is not defined in a line before"),
        ("Quorum none\n", "line 1: a line begins with log, witness, group or quorum"),
        ("quorum none # why\n", "line 1: a quorum is written as"),
        ("log\n", "line 1: a log is written as"),
        (f"log {LOG} url more\n", "line 1: a log is written as"),
        (f"log {LOG}\nlog {LOG} url\n", "line 2: the key of acme.example/sayso is that of another log"),
        ("log x+12345678+AAAA\n", "line 1: x+12345678+AAAA is no key: keys of type 0"),
        (f"log {LOG.replace('acme', 'evil')}\n", "does not belong to this name"),
        ("witness a\n", "line 1: a witness is written as"),
        (f"witness a {W[0]} url more\n", "line 1: a witness is written as"),
        (f"witness a {LOG}\n", "line 1: the key of a is not one of a witness"),
        (f"witness none {W[0]}\n", "line 1: none is no name for a witness or a group"),
        (f"witness a {W[0]}\nwitness a {W[1]}\n", "line 2: a is defined twice"),
        (f"witness a {W[0]}\nwitness b {W[0]}\n", "line 2: the key of b is that of another witness"),
        (THREE + "group a any b\n", "line 5: a is defined twice"),
        (THREE + "group none any b\n", "line 5: none is no name for a witness or a group"),
        (THREE + "group g any\n", "line 5: a group is written as"),
        (THREE + "group g\n", "line 5: a group is written as"),
        (THREE + "group g any d\n", "line 5: d is not defined in a line before"),
        (THREE + "group g any none\n", "line 5: none is not defined in a line before"),
        (THREE + "group g any g\n", "line 5: g is not defined in a line before"),
        (THREE + "group g all a h\ngroup h all b\n", "line 5: h is not defined in a line before"),
        (THREE + "group g any a a\n", "line 5: a is already a member"),
        (THREE + "group g any a\ngroup h any b a\n", "line 6: a is already a member"),
        (THREE + "group g any a\ngroup h any g\ngroup i any g\n", "line 7: g is already a member"),
        *[
            (THREE + f"group g {asked} a b\n", "line 5: of 2 members, all, any, or a number from 1 to 2")
            for asked in ("0", "3", "-1", "02", "+1", "1.0", "ANY", "٢", "99999999999999999999")
        ],
    ],
)
def test_what_is_no_policy(text, why):
    assert why in refused(text)


def test_the_same_key_is_one_key_under_any_name_and_type():
    log = SigningKey("one.example", b"k" * 32)
    for other in (SigningKey("two.example", b"k" * 32), SigningKey("one.example", b"k" * 32, COSIGNATURE)):
        assert "that of another log" in refused(f"log {log.verifier.written()}\nlog {other.verifier.written()}\n")
    # A log may be a witness too.
    witness = SigningKey("one.example", b"k" * 32, COSIGNATURE).verifier.written()
    assert read(f"log {log.verifier.written()}\nwitness a {witness}\nquorum a\n").quorum == "a"


def test_many_logs_witnesses_and_groups():
    logs = "".join(f"log {SigningKey(f'l{n}', bytes([n]) * 32).verifier.written()}\n" for n in range(40))
    witnesses = "".join(f"witness w{n} {key}\n" for n, key in enumerate(W))
    groups = "group g0 all w0\n" + "".join(f"group g{n} all w{n} g{n - 1}\n" for n in range(1, 40))
    policy = read(f"{logs}{witnesses}{groups}quorum g39\n")
    everybody = frozenset(f"w{n}" for n in range(40))
    assert policy.has_quorum(everybody)
    assert not any(policy.has_quorum(everybody - {name}) for name in everybody)


@given(
    st.lists(
        st.sampled_from([*THREE.splitlines(), "quorum a", "quorum g", "group g 2 a b c", "group h any g a", "#", ""])
    )
)
def test_any_lines_are_a_policy_or_are_refused(lines):
    text = "".join(f"{line}\n" for line in lines)
    try:
        policy = read(text)
    except BadTrustPolicy:
        return
    assert read_trust_policy(policy.written()) == policy


def test_a_file_of_any_length_is_not_read():
    assert "too long" in refused(b"#" * 1_000_001)
