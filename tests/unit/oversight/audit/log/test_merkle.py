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
    root,
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


KNOWN_INCLUSION = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (3, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        2,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
"""Leaf (counted from 1), size and proof: likewise."""
KNOWN_CONSISTENCY = [
    (1, 1, []),
    (1, 8, KNOWN_INCLUSION[1][2]),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 5, KNOWN_INCLUSION[4][2][1:]),
]
LARGEST = 3000
LEAVES = some_leaves(LARGEST)
HASHES = [hash_leaf(leaf) for leaf in LEAVES]
SUBTREE = subtree_of(LEAVES)
"""Of all trees up to the largest: a complete part of a tree stays what it is when the tree grows."""


def slow_root(hashes):
    """RFC 6962, 2.1, word for word."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = split_of(len(hashes))
    return hash_children(slow_root(hashes[:split]), slow_root(hashes[split:]))


def slow_path(index, hashes):
    """RFC 6962, 2.1.1, word for word."""
    if len(hashes) == 1:
        return []
    split = split_of(len(hashes))
    if index < split:
        return [*slow_path(index, hashes[:split]), slow_root(hashes[split:])]
    return [*slow_path(index - split, hashes[split:]), slow_root(hashes[:split])]


def slow_proof(old, hashes, *, is_whole=True):
    """RFC 6962, 2.1.2, word for word."""
    if old == len(hashes):
        return [] if is_whole else [slow_root(hashes)]
    split = split_of(len(hashes))
    if old <= split:
        return [*slow_proof(old, hashes[:split], is_whole=is_whole), slow_root(hashes[split:])]
    return [*slow_proof(old - split, hashes[split:], is_whole=False), slow_root(hashes[:split])]


def split_of(count):
    split = 1
    while split * 2 < count:
        split *= 2
    return split


def test_the_root_of_nothing():
    assert root_of([]) == EMPTY_ROOT == hashlib.sha256().digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_that_certificate_transparency_publishes(size):
    assert root_of(KNOWN_LEAVES[:size]).hex() == KNOWN_ROOTS[size - 1]


@pytest.mark.parametrize(("leaf", "size", "known"), KNOWN_INCLUSION)
def test_the_inclusion_proofs_that_certificate_transparency_publishes(leaf, size, known):
    proof = inclusion_proof(leaf - 1, size, subtree_of(KNOWN_LEAVES[:size]))
    assert [node.hex() for node in proof] == known
    root_hash = bytes.fromhex(KNOWN_ROOTS[size - 1])
    assert verify_inclusion(leaf - 1, size, hash_leaf(KNOWN_LEAVES[leaf - 1]), proof, root_hash)


@pytest.mark.parametrize(("old", "size", "known"), KNOWN_CONSISTENCY)
def test_the_consistency_proofs_that_certificate_transparency_publishes(old, size, known):
    proof = consistency_proof(old, size, subtree_of(KNOWN_LEAVES[:size]))
    assert [node.hex() for node in proof] == known
    before, now = (bytes.fromhex(KNOWN_ROOTS[count - 1]) for count in (old, size))
    assert verify_consistency(old, size, before, now, proof)


@given(st.integers(0, LARGEST))
def test_the_root_is_that_of_the_standard_s_own_words(size):
    assert root(size, SUBTREE) == slow_root(HASHES[:size])


@given(st.data())
def test_proofs_are_those_of_the_standard_s_own_words(data):
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    assert inclusion_proof(index, size, SUBTREE) == slow_path(index, HASHES[:size])
    assert consistency_proof(index + 1, size, SUBTREE) == slow_proof(index + 1, HASHES[:size])


@pytest.mark.exhaustive
def test_every_proof_in_every_small_tree():
    roots = [root(size, SUBTREE) for size in range(131)]
    for size in range(1, 131):
        for index in range(size):
            assert verify_inclusion(index, size, HASHES[index], inclusion_proof(index, size, SUBTREE), roots[size])
        for old in range(size + 1):
            proof = consistency_proof(old, size, SUBTREE)
            assert verify_consistency(old, size, roots[old], roots[size], proof)


@given(st.data())
def test_a_leaf_is_proved_where_it_is_and_nothing_else_is(data):
    size = data.draw(st.integers(1, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    proof, whole, its = inclusion_proof(index, size, SUBTREE), root(size, SUBTREE), HASHES[index]
    assert verify_inclusion(index, size, its, proof, whole)
    assert not verify_inclusion(index, size, hash_leaf(b"another"), proof, whole)
    assert not verify_inclusion(index, size, its, proof, bytes(32))
    assert not verify_inclusion(index, size, its, [*proof, bytes(32)], whole)
    for other in {index - 1, index + 1, size, size + 7} - {index}:
        assert not verify_inclusion(other, size, its, proof, whole)
    for changed in changed_in_one_bit(data, [its, whole, *proof]):
        assert not verify_inclusion(index, size, changed[0], changed[2:], changed[1])
    if proof:
        assert not verify_inclusion(index, size, its, proof[:-1], whole)


@given(st.data())
def test_growth_is_proved_and_a_rewritten_past_is_not(data):
    size = data.draw(st.integers(1, LARGEST))
    old = data.draw(st.integers(1, size))
    proof, before, now = consistency_proof(old, size, SUBTREE), root(old, SUBTREE), root(size, SUBTREE)
    assert verify_consistency(old, size, before, now, proof)
    assert not verify_consistency(old, size, before, now, [*proof, bytes(32)])
    for changed in changed_in_one_bit(data, [before, now, *proof]):
        assert not verify_consistency(old, size, changed[0], changed[1], changed[2:])
    for other in {old - 1, old + 1} - {0, size + 1} if before != now else ():
        assert not verify_consistency(other, size, before, now, proof)
    if proof:
        assert not verify_consistency(old, size, before, now, proof[:-1])
        assert not verify_consistency(old, size, before, now, [])


@given(st.integers(1, LARGEST))
def test_every_tree_goes_on_from_the_one_without_leaves(size):
    now = root(size, SUBTREE)
    assert consistency_proof(0, size, SUBTREE) == []
    assert verify_consistency(0, size, EMPTY_ROOT, now, [])
    assert not verify_consistency(0, size, now, now, [])
    assert not verify_consistency(0, size, EMPTY_ROOT, now, [now])


@given(st.data())
def test_nodes_that_are_not_32_bytes_prove_nothing(data):
    """Else two nodes could be cut at another place, with the same bytes to hash."""
    size = data.draw(st.integers(2, LARGEST))
    proof, whole = inclusion_proof(0, size, SUBTREE), root(size, SUBTREE)
    joined = hash_children(HASHES[0], proof[0])
    assert verify_inclusion(0, size, HASHES[0], proof, whole)
    for at in {*range(65)} - {32}:
        nodes = HASHES[0] + proof[0]
        assert hash_children(nodes[:at], nodes[at:]) == joined
        assert not verify_inclusion(0, size, nodes[:at], [nodes[at:], *proof[1:]], whole)


def test_roots_and_nodes_that_are_not_32_bytes_prove_no_growth():
    nodes, whole = HASHES[0] + HASHES[1], root(2, SUBTREE)
    assert verify_consistency(1, 2, nodes[:32], whole, [nodes[32:]])
    for at in {*range(65)} - {32}:
        assert hash_children(nodes[:at], nodes[at:]) == whole
        assert not verify_consistency(1, 2, nodes[:at], whole, [nodes[at:]])


def changed_in_one_bit(data, nodes):
    """The same hashes with one bit of one of them flipped: each of them in turn."""
    for position, node in enumerate(nodes):
        bit = data.draw(st.integers(0, 255))
        flipped = bytearray(node)
        flipped[bit // 8] ^= 1 << bit % 8
        yield [*nodes[:position], bytes(flipped), *nodes[position + 1 :]]


def test_no_proof_of_what_is_not_there():
    with pytest.raises(ValueError, match="none with the index 3"):
        inclusion_proof(3, 3, subtree_of(some_leaves(3)))
    with pytest.raises(ValueError, match="does not go on"):
        consistency_proof(4, 3, subtree_of(some_leaves(3)))
    assert not verify_inclusion(3, 3, bytes(32), [], bytes(32))
    assert not verify_consistency(4, 3, bytes(32), bytes(32), [])
    assert not verify_consistency(1, 3, bytes(32), bytes(32), [])
