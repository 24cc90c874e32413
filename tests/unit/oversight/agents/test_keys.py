"""Keys: a slip is seen without a look-up, and nothing stored opens anything."""

import random
import re
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oversight.action.action import ACTION_TYPE, READ_AUDIT, READ_AUDIT_VALUES, matches
from oversight.agents.keys import PREFIX_BYTES, SECRET_BYTES, StoredKey, hash_key, mint, prefix_of
from oversight.agents.names import scope_problem
from tests.unit.oversight.builders import NOW, an_agent

RANDOM = st.binary(min_size=PREFIX_BYTES + SECRET_BYTES, max_size=PREFIX_BYTES + SECRET_BYTES)
ALPHABET = string.ascii_letters + string.digits + string.punctuation + " \n\0\x7fé"


@given(RANDOM)
def test_a_minted_key_is_well_formed_and_named_by_its_prefix(drawn):
    key = mint(drawn)
    assert prefix_of(key.text) == key.prefix
    assert key.text.startswith(f"say_{key.prefix}_")
    assert key.hash == hash_key(key.text)
    assert key.text not in key.hash
    assert len(key.text) == 51


def test_160_bits_are_secret():
    assert SECRET_BYTES * 8 == 160
    known_prefix = {mint(bytes(PREFIX_BYTES) + bytes([n]) * SECRET_BYTES).text for n in range(256)}
    assert len(known_prefix) == 256


@pytest.mark.parametrize("seed", range(5))
def test_every_slip_of_one_character_is_seen(seed):
    key = mint(random.Random(seed).randbytes(25)).text
    for index in range(len(key)):
        for other in ALPHABET:
            if other != key[index]:
                assert prefix_of(key[:index] + other + key[index + 1 :]) is None, (index, other)


def test_every_swap_of_neighbours_and_every_cut_is_seen():
    key = mint(random.Random(1).randbytes(25)).text
    for index in range(len(key) - 1):
        swapped = key[:index] + key[index + 1] + key[index] + key[index + 2 :]
        assert swapped == key or prefix_of(swapped) is None
        assert prefix_of(key[:index] + key[index + 1 :]) is None
        assert prefix_of(key[: index + 1]) is None


@given(st.text(max_size=80))
def test_noise_is_no_key_and_never_raises(text):
    assert prefix_of(text) is None


@pytest.mark.parametrize("size", [0, 24, 26])
def test_a_key_is_made_of_exactly_25_bytes(size):
    with pytest.raises(ValueError, match="25 random bytes"):
        mint(bytes(size))


def test_a_key_lives_until_it_expires_or_is_revoked():
    key = StoredKey("p", "h", an_agent(), NOW)
    assert key.is_live(NOW + timedelta(days=9_999))
    ending = replace(key, expires_at=NOW)
    assert ending.is_live(NOW - timedelta(microseconds=1))
    assert not ending.is_live(NOW)
    assert not replace(key, revoked_at=NOW).is_live(NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("scope", "allowed", "refused"),
    [
        (("*",), ["a", "refund.issue", ""], []),
        (("refund.issue",), ["refund.issue"], ["refund.issue2", "refund", "refund.*", ""]),
        (("refund.*", "tag.add"), ["refund.issue", "tag.add"], ["refund", "refunds.issue", "tag.remove", "xrefund.a"]),
        ((), [], ["a", "*"]),
    ],
)
def test_a_key_is_good_for_its_scope_alone(scope, allowed, refused):
    agent = an_agent(action_types=scope)
    assert all(agent.may_propose(action_type) for action_type in allowed)
    assert not any(agent.may_propose(action_type) for action_type in refused)


@given(st.from_regex(ACTION_TYPE, fullmatch=True) | st.sampled_from([READ_AUDIT, READ_AUDIT_VALUES, "@*", "*", ""]))
def test_a_key_that_reads_the_audit_log_proposes_nothing(action_type):
    for scopes in ((READ_AUDIT,), (READ_AUDIT, READ_AUDIT_VALUES), ("*", READ_AUDIT), (READ_AUDIT, action_type)):
        reader = an_agent(action_types=scopes)
        assert reader.reads_audit
        assert not reader.may_propose(action_type)


@given(st.from_regex(ACTION_TYPE, fullmatch=True))
def test_no_scope_of_an_agent_reads_the_audit_log(action_type):
    for scope in (action_type, f"{action_type}*"):
        assert not an_agent(action_types=(scope,)).reads_audit
    assert scope_problem(READ_AUDIT) is not None
    assert not re.fullmatch(ACTION_TYPE, READ_AUDIT)
    assert not any(matches(scope, action_type) for scope in (READ_AUDIT, READ_AUDIT_VALUES))
