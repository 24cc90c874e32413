"""The Merkle tree of RFC 6962: its root, and proofs about it. Verifying follows RFC 9162, apart from proving."""

import hashlib
from collections.abc import Callable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""
Subtree = Callable[[int, int], bytes]
"""The root over the leaves from one index up to another: as many as a power of two, from a multiple of that on."""


def hash_leaf(leaf: bytes) -> bytes:
    """The hash of one leaf, 32 bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(size: int, subtree: Subtree) -> bytes:
    """The root of a tree with so many leaves."""
    return _range_root(0, size, subtree) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that the leaf with this index is in the tree of this size: from its sibling up to the root's child."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has none with the index {index}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range_root(middle, end, subtree))
            end = middle
        else:
            proof.append(_range_root(start, middle, subtree))
            start = middle
    return proof[::-1]


def consistency_proof(old_size: int, size: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of this size begins with the whole tree of the earlier size; empty for equal or none."""
    if not 0 <= old_size <= size:
        raise ValueError(f"a tree of {size} leaves does not go on from one of {old_size}")
    if old_size in (0, size):
        return []
    proof: list[bytes] = []
    start, end, is_whole = 0, size, True
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            proof.append(_range_root(middle, end, subtree))
            end = middle
        else:
            proof.append(_range_root(start, middle, subtree))
            start, is_whole = middle, False
    if not is_whole:
        proof.append(_range_root(start, end, subtree))
    return proof[::-1]


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows that the leaf has this index in the tree of this size and root; RFC 9162, 2.1.3.2."""
    if not 0 <= index < size or not _are_hashes(leaf_hash, root_hash, *proof):
        return False
    first, last, found = index, size - 1, leaf_hash
    for node in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = hash_children(node, found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            found = hash_children(found, node)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root_hash


def verify_consistency(old_size: int, size: int, old_root: bytes, root_hash: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the newer tree goes on from the older one; RFC 9162, 2.1.4.2."""
    if not 0 <= old_size <= size or not _are_hashes(old_root, root_hash, *proof):
        return False
    if old_size == size:
        return not proof and old_root == root_hash
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if not proof:
        return False
    nodes = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    first, last = old_size - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    older = newer = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            older, newer = hash_children(node, older), hash_children(node, newer)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            newer = hash_children(newer, node)
        first, last = first >> 1, last >> 1
    return last == 0 and older == old_root and newer == root_hash


def _are_hashes(*nodes: bytes) -> bool:
    """Whether each has the length of a hash, without which two nodes could be split at another place."""
    return all(len(node) == len(EMPTY_ROOT) for node in nodes)


def _range_root(start: int, end: int, subtree: Subtree) -> bytes:
    """The root over a range that begins where a subtree of its size may: its complete parts, joined from the right."""
    parts: list[bytes] = []
    while start < end:
        length = _largest_power(end - start)
        parts.append(subtree(start, start + length))
        start += length
    joined = parts.pop()
    while parts:
        joined = hash_children(parts.pop(), joined)
    return joined


def _split(length: int) -> int:
    """The largest power of two that is smaller."""
    return 1 << ((length - 1).bit_length() - 1)


def _largest_power(length: int) -> int:
    """The largest power of two that is not larger."""
    return 1 << (length.bit_length() - 1)
