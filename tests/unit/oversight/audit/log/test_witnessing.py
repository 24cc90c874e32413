"""What is said between a log and a witness."""

from __future__ import annotations

import pytest

from oversight.audit.log.checkpoint import read_checkpoint
from oversight.audit.log.keys import COSIGNATURE, ML_DSA, SigningKey
from oversight.audit.log.merkle import consistency_proof, verify_consistency
from oversight.audit.log.note import BadNote, Note, Signature, cosigned, opened, read_note, signed
from oversight.audit.log.witnessing import (
    BadAnswer,
    BadRequest,
    read_cosignatures,
    read_request,
    read_size,
    request_text,
    with_cosignatures,
)
from tests.unit.oversight.audit.log.spec_examples import ANSWER, REQUEST
from tests.unit.oversight.audit.log.trees import KEY, checkpoint_of, root_of, some_leaves, subtree_of

LEAVES = some_leaves(300)
NOTE = signed(checkpoint_of(LEAVES).text, [KEY])
TEXT = read_note(NOTE).text
ONE = SigningKey("witness.example/w1", b"1" * 32, COSIGNATURE)
TWO = SigningKey("witness.example/w2", b"2" * 32, ML_DSA)


def lines(*signatures):
    return "".join(f"{signature.line}\n" for signature in signatures)


def test_the_examples_of_the_specification():
    request = read_request(REQUEST)
    assert (request.old_size, len(request.hashes)) == (20852014, 4)
    assert read_checkpoint(request.checkpoint).size == 20852163
    assert request_text(request.old_size, request.hashes, request.checkpoint) == REQUEST
    assert [one.name[-2:] for one in read_cosignatures(ANSWER)] == ["w1", "w1", "w2"]
    assert lines(*read_cosignatures(ANSWER)) == ANSWER


@pytest.mark.parametrize("old", [0, 1, 255, 256, 299, 300])
def test_a_witness_can_check_what_it_is_asked(old):
    proof = consistency_proof(old, len(LEAVES), subtree_of(LEAVES))
    request = read_request(request_text(old, proof, NOTE))
    checkpoint = read_checkpoint(request.checkpoint)
    assert opened(request.checkpoint, [KEY.verifier]) == [KEY.verifier]
    assert verify_consistency(request.old_size, checkpoint.size, root_of(LEAVES[:old]), checkpoint.root, request.hashes)


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("old 20852014", "old 020852014", "the old size is no number"),
        ("old 20852014", "old -1", "the old size is no number"),
        ("old 20852014", "old  1", "the old size is no number"),
        ("old 20852014", "Old 1", "begins with the line old SIZE"),
        ("old 20852014\n", "", "begins with the line old SIZE"),
        ("old 20852014", "old 0", "nothing to prove"),
        ("kaw=\n", "kaw\n", "number 1, that is no base64"),
        ("kaw=\n", "kax=\n", "number 1, that is base64 that is not written in the one way"),
        ("swk=\n", "swk=\nAAAA\n", "number 3, that is no hash"),
        ("swk=\n", "swk=\n" * 61, "64 hashes"),
        ("\n\n", "\n", "an empty line"),
    ],
)
def test_what_is_no_request(was, becomes, why):
    assert was in REQUEST
    with pytest.raises(BadRequest, match=why):
        read_request(REQUEST.replace(was, becomes) if was == "\n\n" else REQUEST.replace(was, becomes, 1))


def test_how_many_leaves_a_witness_knows():
    assert read_size("0\n") == 0
    assert read_size("20852014\n") == 20852014
    for text in ("", "5", "05\n", "5\n\n", "5\n6\n", "many\n"):
        with pytest.raises(BadAnswer):
            read_size(text)


@pytest.mark.parametrize("text", ["", "\n", ANSWER[:-1], f"{ANSWER}\n", ANSWER.replace("—", "-"), ANSWER * 40])
def test_what_is_no_answer(text):
    with pytest.raises(BadAnswer):
        read_cosignatures(text)


def test_cosignatures_are_kept_beside_the_log_s_own():
    answer = lines(cosigned(TEXT, ONE, 5), cosigned(TEXT, TWO, 6), Signature("who.example", "00000000", b"x"))
    kept = with_cosignatures(NOTE, answer, [ONE.verifier, TWO.verifier])
    assert kept.startswith(NOTE)
    assert opened(kept, [KEY.verifier, ONE.verifier, TWO.verifier]) == [KEY.verifier, ONE.verifier, TWO.verifier]
    assert len(read_note(kept).signatures) == 3


def test_a_newer_cosignature_takes_the_place_of_an_older_one():
    older = with_cosignatures(NOTE, lines(cosigned(TEXT, ONE, 5)), [ONE.verifier])
    newer = with_cosignatures(older, lines(cosigned(TEXT, ONE, 9)), [ONE.verifier])
    assert newer == Note(TEXT, (read_note(NOTE).signatures[0], cosigned(TEXT, ONE, 9))).written()


def test_an_answer_that_is_not_believed_changes_nothing():
    about_another = cosigned(checkpoint_of(LEAVES[:5]).text, ONE, 5)
    with pytest.raises(BadNote, match="not right for this text"):
        with_cosignatures(NOTE, lines(about_another), [ONE.verifier])
    with pytest.raises(BadAnswer, match="no signature of a witness that is trusted"):
        with_cosignatures(NOTE, lines(cosigned(TEXT, TWO, 5)), [ONE.verifier])
    # The log's own signature, sent back, is none of a witness.
    with pytest.raises(BadAnswer, match="no signature of a witness"):
        with_cosignatures(NOTE, lines(read_note(NOTE).signatures[0]), [KEY.verifier])
