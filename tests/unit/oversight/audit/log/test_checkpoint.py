"""The head of a log as a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.checkpoint import Checkpoint, checkpoint_of, read_checkpoint
from oversight.audit.log.note import BadNote, signed
from tests.unit.oversight.audit.log.spec_examples import CHECKPOINT, COSIGNED
from tests.unit.oversight.audit.log.trees import KEY, some_leaves
from tests.unit.oversight.audit.log.trees import checkpoint_of as checkpoint_over


def test_a_checkpoint_is_read_as_it_was_written():
    checkpoint = checkpoint_over(some_leaves(5))
    assert read_checkpoint(signed(checkpoint.text, [KEY])) == checkpoint
    extended = Checkpoint("a", 1, bytes(32), ("more", "lines"))
    assert checkpoint_of(extended.text) == extended


@pytest.mark.parametrize(
    "text",
    [
        "origin\n007\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "origin\n1\nAAAA\n",
        "origin\n1\n",
        "origin\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nmore\n",
        "origin\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nan extension that is cut",
        "origin\n1 \n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    ],
)
def test_what_is_no_checkpoint(text):
    with pytest.raises(BadNote):
        checkpoint_of(text)


@pytest.mark.parametrize("written", [CHECKPOINT, COSIGNED])
def test_the_examples_of_the_specifications(written):
    checkpoint = read_checkpoint(written)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex().startswith("0ac5186a91863e8e")
    assert written.startswith(f"{checkpoint.text}\n")


@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_any_checkpoint_is_read_as_it_was_written(origin, size, root):
    checkpoint = Checkpoint(origin, size, root)
    assert checkpoint_of(checkpoint.text) == checkpoint


def test_what_is_wrong_is_named():
    with pytest.raises(BadNote, match="line 2, the size of the log"):
        checkpoint_of("origin\n01\nAAAA\n")
    with pytest.raises(BadNote, match="line 3, the root, is no hash: it has 3 bytes"):
        checkpoint_of("origin\n1\nAAAA\n")
