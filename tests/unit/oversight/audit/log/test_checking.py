"""Whatever is done to an export is seen, and the first wrong leaf is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.audit.log.bundles import bundle
from oversight.audit.log.checking import BadExport, check
from oversight.audit.log.tiles import entries_path
from tests.unit.oversight.audit.log.trees import checkpoint_of, export_of, some_leaves

LEAVES = some_leaves(1000)
FILES = export_of(LEAVES)
FIRST_OF = {path: 256 * (int(path.split("/")[2][:3])) for path in FILES if path.startswith(("tile/0", "tile/entries"))}


def checked(files, checkpoint=None, older=(), earlier=None):
    found = list(check(checkpoint or checkpoint_of(LEAVES), files.get, older, earlier and earlier.get))
    return [leaf.leaf for leaf in found]


def refused(files, checkpoint=None, older=(), earlier=None):
    with pytest.raises(BadExport) as error:
        checked(files, checkpoint, older, earlier)
    return error.value


def resigned(leaves):
    """The export of a log that somebody with the key wrote anew."""
    return export_of(leaves), checkpoint_of(leaves)


def test_what_is_right_is_read_leaf_by_leaf():
    assert checked(FILES) == LEAVES
    assert checked(FILES, older=[checkpoint_of(LEAVES[:size]) for size in (0, 1, 255, 256, 999, 1000)]) == LEAVES
    assert checked(export_of([]), checkpoint_of([])) == []


@pytest.mark.parametrize(
    "step", [pytest.param(1, marks=pytest.mark.soak), pytest.param(7, marks=pytest.mark.exhaustive)]
)
@pytest.mark.parametrize("path", [path for path in FILES if path != "checkpoint"])
def test_every_flipped_byte_is_seen_and_its_leaf_named(path, step):
    """Of the checkpoint: see `test_note.py`."""
    data, first = FILES[path], FIRST_OF.get(path, 0)
    for at in range(0, len(data), step):
        wrong = refused({**FILES, path: data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]})
        assert wrong.index is not None
        if path.startswith("tile/entries"):
            assert bundle(LEAVES[first : wrong.index]) == data[: len(bundle(LEAVES[first : wrong.index]))]
            assert len(bundle(LEAVES[first : wrong.index])) <= at < len(bundle(LEAVES[first : wrong.index + 1]))
        elif path.startswith("tile/0"):
            assert wrong.index == first + at // 32
        else:
            assert wrong.index == 256 * (at // 32)


@pytest.mark.parametrize("path", [path for path in FILES if path != "checkpoint"])
def test_every_missing_or_shortened_file_is_seen(path):
    missing = refused({name: data for name, data in FILES.items() if name != path})
    assert path in str(missing)
    refused({**FILES, path: FILES[path][:-1]})
    refused({**FILES, path: b""})
    refused({**FILES, path: FILES[path] + FILES[path][:34]})


@given(st.integers(0, 999), st.integers(0, 999))
def test_leaves_that_were_moved_removed_or_put_in_are_named(one, other):
    one, other = sorted((one, other))
    without = LEAVES[:one] + LEAVES[one + 1 :] + [b"{}"]
    swapped = [*LEAVES]
    swapped[one], swapped[other] = swapped[other], swapped[one]
    put_in = [*LEAVES[:one], b"{}", *LEAVES[one:-1]]
    for leaves in (without, put_in, *([swapped] if one != other else [])):
        entries = {path: data for path, data in export_of(leaves).items() if path.startswith("tile/entries")}
        assert refused({**FILES, **entries}).index == one
        # With a tree made to fit, and signed anew: an older export names the leaf, a checkpoint brackets it.
        files, checkpoint = resigned(leaves)
        assert refused(files).until == 1000
        assert refused(files, checkpoint, [checkpoint_of(LEAVES)], FILES).index == one
        known = [checkpoint_of(LEAVES[:size]) for size in range(100, 1001, 100)]
        bracketed = refused(files, checkpoint, known)
        assert bracketed.until is not None
        assert bracketed.index is not None
        assert bracketed.index <= one < bracketed.until == bracketed.index + 100


@pytest.mark.parametrize("size", [0, 1, 256, 999])
def test_a_cut_log_that_was_signed_again_is_seen_by_an_older_checkpoint(size):
    files, checkpoint = resigned(LEAVES[:size])
    assert checked(files, checkpoint) == LEAVES[:size]
    assert refused(files, checkpoint, [checkpoint_of(LEAVES)]).index == size


def test_a_bundle_that_ends_within_a_leaf():
    path = entries_path(0, 256)
    assert refused({**FILES, path: FILES[path][:95]}).index == 10
