"""Who is believed: which logs, and how many witnesses."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey
from oversight.audit.log.note import BadNote, Note, cosigned, read_note, signed
from oversight.audit.log.trust_policy import NONE, Group, TrustedLog, TrustPolicy, Witness, judge, simple_policy
from oversight.audit.log.trust_policy_file import read_trust_policy
from tests.unit.oversight.audit.log.trees import KEY, checkpoint_of, some_leaves

WITNESSES = {
    name: SigningKey(f"witness.example/{name}", bytes([number]) * 32, ML_DSA if number == 1 else COSIGNATURE)
    for number, name in enumerate(["X1", "X2", "X3", "Y1", "Y2", "Y3"])
}
TEXT = checkpoint_of(some_leaves(7)).text
OTHER_LOG = SigningKey("other.example/log", b"o" * 32)
EXAMPLE = TrustPolicy(
    (TrustedLog(KEY.verifier),),
    tuple(Witness(name, key.verifier) for name, key in WITNESSES.items()),
    (
        Group("X-witnesses", 2, ("X1", "X2", "X3")),
        Group("Y-witnesses", 1, ("Y1", "Y2", "Y3")),
        Group("X-and-Y", 2, ("X-witnesses", "Y-witnesses")),
    ),
    "X-and-Y",
)
"""The example of the specification."""


def note_of(*names, keys=(KEY,), text=TEXT):
    logs = read_note(signed(text, keys)).signatures if keys else ()
    return Note(text, (*logs, *(cosigned(text, WITNESSES[name], 5) for name in names))).written()


@pytest.mark.parametrize("count", range(7))
def test_the_example_of_the_specification_asks_for_two_of_one_group_and_one_of_the_other(count):
    for names in combinations(WITNESSES, count):
        enough = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
        judgement = judge(EXAMPLE, note_of(*names))
        assert judgement.witnesses == names
        assert judgement.has_quorum == enough
        assert (judgement.why_not is None) == enough


def test_why_a_checkpoint_is_not_believed():
    found = judge(EXAMPLE, note_of("X1", "Y3")).why_not
    assert found == "the quorum X-and-Y is not reached: the checkpoint was cosigned by X1, Y3"
    assert (
        judge(EXAMPLE, note_of()).why_not == "the quorum X-and-Y is not reached: the checkpoint was cosigned by nobody"
    )


def test_a_quorum_alone_is_not_enough():
    judgement = judge(EXAMPLE, note_of("X1", "X2", "Y1", keys=[OTHER_LOG]))
    assert judgement.has_quorum
    assert (
        judgement.why_not == "the checkpoint of acme.example/sayso is not signed by a log of this name that is trusted"
    )


def test_a_log_is_believed_about_itself_only():
    """A trusted log that signs the checkpoint of another one has not made it its own."""
    policy = simple_policy([KEY.verifier, OTHER_LOG.verifier])
    assert judge(policy, note_of(keys=[KEY])).logs == (KEY.verifier,)
    assert judge(policy, note_of(keys=[OTHER_LOG])).why_not is not None
    assert judge(policy, note_of(keys=[KEY, OTHER_LOG])).logs == (KEY.verifier,)


def test_logs_that_are_known_from_elsewhere():
    policy = simple_policy([])
    assert judge(policy, note_of()).why_not is not None
    assert judge(policy, note_of(), [KEY.verifier]).why_not is None


def test_a_wrong_signature_of_anybody_in_the_policy_refuses_the_checkpoint():
    about_another = cosigned(checkpoint_of(some_leaves(8)).text, WITNESSES["Y3"], 5)
    note = read_note(note_of("X1", "X2", "Y1"))
    with pytest.raises(BadNote, match=r"signature of witness\.example/Y3 is not right"):
        judge(EXAMPLE, Note(note.text, (*note.signatures, about_another)).written())


def test_what_is_no_checkpoint_is_not_judged():
    with pytest.raises(BadNote, match="a checkpoint has lines"):
        judge(EXAMPLE, signed("a poem\n", [KEY]))


def test_both_keys_of_a_log_count_while_they_are_changed():
    newer = SigningKey(KEY.name, b"n" * 32)
    policy = simple_policy([KEY.verifier, newer.verifier])
    assert judge(policy, note_of(keys=[KEY, newer])).logs == (KEY.verifier, newer.verifier)
    assert judge(policy, note_of(keys=[newer])).why_not is None


@given(st.integers(0, 6), st.data())
def test_a_simple_policy_asks_for_so_many(count, data):
    names = list(WITNESSES)[:count]
    asked = data.draw(st.integers(1, count)) if count else None
    policy = simple_policy([KEY.verifier], {name: WITNESSES[name].verifier for name in names}, asked)
    assert read_trust_policy(policy.written()) == policy
    agreed = data.draw(st.sets(st.sampled_from(names))) if names else set()
    assert policy.has_quorum(frozenset(agreed)) == (len(agreed) >= (asked or 0))
    # A name that is no witness of this policy changes nothing, not even that of a group.
    assert policy.has_quorum(frozenset(agreed | {"witnesses", NONE, "Z"})) == policy.has_quorum(frozenset(agreed))


def test_a_simple_policy_without_a_number_asks_for_all():
    policy = simple_policy([], {name: key.verifier for name, key in WITNESSES.items()})
    assert policy.groups[0].threshold == len(WITNESSES)


@pytest.mark.parametrize(
    ("name", "asked"), [("a b", 1), ("none", 1), ("witnesses", 1), ("", 1), ("fine", 0), ("fine", 2)]
)
def test_a_simple_policy_that_could_not_be_written_or_fulfilled(name, asked):
    with pytest.raises(ValueError, match="witness"):
        simple_policy([], {name: WITNESSES["X1"].verifier}, asked)


def test_the_policy_is_read_as_it_was_written():
    assert read_trust_policy(EXAMPLE.written()) == EXAMPLE
    policy = TrustPolicy(
        (TrustedLog(KEY.verifier, "https://log"),), (Witness("a", WITNESSES["X1"].verifier, "u"),), (), "a"
    )
    assert read_trust_policy(policy.written()) == policy
