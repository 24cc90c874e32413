"""The tree of RFC 6962, its proofs, and that a proof of anything else is refused."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    hash_children,
    hash_leaf,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from tests.unit.oversight.audit.log.trees import root_of, some_leaves, subtree_of

KNOWN_LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Those of the reference implementation of Certificate Transparency."""


def slow_root(hashes):
    """RFC 6962, 2.1, word for word."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hash_children(slow_root(hashes[:split]), slow_root(hashes[split:]))


def test_the_root_of_nothing():
    assert root_of([]) == EMPTY_ROOT == hashlib.sha256().digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_that_certificate_transparency_publishes(size):
    assert root_of(KNOWN_LEAVES[:size]).hex() == KNOWN_ROOTS[size - 1]


@given(st.integers(0, 1500))
def test_the_root_is_that_of_the_standard_s_own_words(size):
    leaves = some_leaves(size)
    assert root_of(leaves) == slow_root([hash_leaf(leaf) for leaf in leaves])


@given(st.data())
def test_a_leaf_is_proved_where_it_is_and_nothing_else_is(data):
    size = data.draw(st.integers(1, 900))
    index = data.draw(st.integers(0, size - 1))
    leaves = some_leaves(size)
    proof, whole = inclusion_proof(index, size, subtree_of(leaves)), root_of(leaves)
    its = hash_leaf(leaves[index])
    assert verify_inclusion(index, size, its, proof, whole)
    assert not verify_inclusion(index, size, hash_leaf(b"another"), proof, whole)
    assert not verify_inclusion(index, size, its, proof, bytes(32))
    assert not verify_inclusion(index, size, its, [*proof, bytes(32)], whole)
    for other in {index - 1, index + 1, size, size + 7} - {index}:
        assert not verify_inclusion(other, size, its, proof, whole)
    if proof:
        assert not verify_inclusion(index, size, its, proof[:-1], whole)
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(index, size, its, [*proof[:at], flipped(proof[at]), *proof[at + 1 :]], whole)


@given(st.data())
def test_growth_is_proved_and_a_rewritten_past_is_not(data):
    size = data.draw(st.integers(0, 900))
    old = data.draw(st.integers(0, size))
    leaves = some_leaves(size)
    proof, before, now = consistency_proof(old, size, subtree_of(leaves)), root_of(leaves[:old]), root_of(leaves)
    assert verify_consistency(old, size, before, now, proof)
    if old:
        assert not verify_consistency(old, size, bytes(32), now, proof)
    if old < size:
        assert not verify_consistency(old, size, before, now, [*proof, bytes(32)])
    if 0 < old < size:
        assert not verify_consistency(old, size, before, bytes(32), proof)
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_consistency(old, size, before, now, [*proof[:at], flipped(proof[at]), *proof[at + 1 :]])


def test_no_proof_of_what_is_not_there():
    with pytest.raises(ValueError, match="none with the index 3"):
        inclusion_proof(3, 3, subtree_of(some_leaves(3)))
    with pytest.raises(ValueError, match="does not go on"):
        consistency_proof(4, 3, subtree_of(some_leaves(3)))
    assert not verify_inclusion(3, 3, bytes(32), [], bytes(32))
    assert not verify_consistency(4, 3, bytes(32), bytes(32), [])
    assert not verify_consistency(1, 3, bytes(32), bytes(32), [])


def flipped(node):
    return bytes([node[0] ^ 1]) + node[1:]
