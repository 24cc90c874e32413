"""A proof travels alone: it says what happened, and that it is in the log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.merkle import inclusion_proof
from oversight.audit.log.note import signed
from oversight.audit.log.proof import BadProof, Proof, proved, read_proof
from tests.unit.oversight.audit.log.trees import KEY, checkpoint_of, some_leaves, subtree_of

LEAVES = some_leaves(1000)


def proof_of(index):
    hashes = inclusion_proof(index, len(LEAVES), subtree_of(LEAVES))
    return Proof(index, tuple(hashes), signed(checkpoint_of(LEAVES).text, [KEY]), LEAVES[index])


@given(st.integers(0, 999))
def test_a_proof_is_read_as_it_was_written_and_proves_its_leaf(index):
    proof = proof_of(index)
    assert read_proof(proof.written()) == proof
    assert proved(proof) == checkpoint_of(LEAVES)
    with pytest.raises(BadProof, match="is not at index"):
        proved(proof, b"another")


def test_the_lines_of_the_specification():
    lines = proof_of(7).written().split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra eyJuIjo3fQ==", "index 7"]
    assert lines[13] == ""
    assert lines[14] == "acme.example/sayso"


def test_the_example_of_the_specification_with_what_it_leaves_out_filled_in():
    """Its signatures and its extra data are shortened there."""
    written = (
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6\nindex 73894\n"
        "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\nB95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n"
        "EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\nRoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n"
        "AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\nexample.com/fancylog\n109482\n"
        "sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog hI2DJwAAAAA=\n"
    )
    proof = read_proof(written)
    assert (proof.index, len(proof.hashes)) == (73894, 5)
    assert proof.written() == written


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 7", "index 07"),
        ("index 7", "index -7"),
        ("index 7\n", ""),
        ("index 7\n", "index 7\n\n"),
        ("index 7\n", "index 7\nAAAA\n"),
        ("extra eyJuIjo3fQ==", "extra eyJuIjo3fR=="),
        ("extra eyJuIjo3fQ==", "extra *"),
    ],
)
def test_what_is_no_proof_or_proves_nothing(was, becomes):
    written = proof_of(7).written()
    assert was in written
    with pytest.raises(BadProof):
        proved(read_proof(written.replace(was, becomes, 1)))
