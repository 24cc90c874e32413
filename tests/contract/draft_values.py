"""Drafts and finished drafts of every shape."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from oversight.action.decision import Actor, DeciderKind
from oversight.action.draft import Block, BlockType, Draft
from oversight.action.finished_draft import Coverage, Covered, FinalBlock, FinishedDraft, Origin, SpotCheck

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - st adds it
actors = st.builds(Actor, st.sampled_from(DeciderKind), words, words)
blocks = st.builds(
    Block,
    type=st.sampled_from(BlockType),
    content=words,
    notes=st.none() | words,
    key=st.none() | words,
    alternatives=st.lists(words, max_size=2).map(tuple),
    evidence=st.lists(words, max_size=2).map(tuple),
)
drafts = st.builds(Draft, blocks=st.lists(blocks, max_size=3).map(tuple), target=st.none() | words, separator=words)
finished_drafts = st.builds(
    FinishedDraft,
    text=words,
    provenance=st.lists(
        st.builds(
            FinalBlock,
            block=words,
            origin=st.sampled_from(Origin),
            digest=words,
            source=st.none() | st.integers(0, 9),
            key=st.none() | words,
            alternative=st.none() | st.integers(1, 9),
            text=st.none() | words,
            dropped=st.booleans(),
            moved=st.booleans(),
            opened=st.booleans(),
            by=st.none() | actors,
            at=st.none() | moments,
        ),
        max_size=3,
    ).map(tuple),
    target=st.none() | words,
    spot_check=st.none() | st.builds(SpotCheck, words, st.booleans(), actors, moments),
    covered=st.lists(st.builds(Covered, words, st.sampled_from(Coverage), actors, moments), max_size=2).map(tuple),
)
