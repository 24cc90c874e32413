"""The draft in the body of a proposal, as the article or this API names its parts."""

from types import MappingProxyType
from typing import Annotated, Final, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, model_validator

from handlers.http.doors.body import invalid_body
from handlers.http.doors.problems import FieldFault
from oversight.action.draft import MOST_BLOCKS, MOST_BYTES, Block, BlockType, Draft
from oversight.exact_json.canonical import Json
from oversight.exact_json.json_path import is_json_path
from oversight.exact_json.unseen import has_unseen, shows_nothing

ARTICLE_BLOCK_NAMES: Final = MappingProxyType({"section_type": "type", "agent_notes": "notes"})
"""The article's names for two of our fields."""

_SHORT: Final = 2_000
Words = Annotated[str, Field(max_length=_SHORT)]


class BlockBody(BaseModel):
    """One part of a draft."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, title="DraftBlock")

    type: Annotated[BlockType, Field(strict=False)] = Field(
        description="How sure the agent is; a `placeholder` has to be written by a person. Also: `section_type`"
    )
    content: str = Field(
        default="", description="The text; of a placeholder what the person is asked for, never part of the final text"
    )
    notes: Words | None = Field(default=None, description="What the person should know here. Also: `agent_notes`")
    key: str | None = Field(
        default=None,
        min_length=1,
        max_length=64,
        description="What this block is in every draft of the type, such as `summary`: past edits are counted by it",
    )
    alternatives: tuple[str, ...] | None = Field(
        default=None, strict=False, max_length=9, description="Other texts to choose from"
    )
    evidence: tuple[Words, ...] | None = Field(
        default=None, strict=False, max_length=9, description="Quotes or links, shown as the agent's claim"
    )

    @model_validator(mode="after")
    def _has_text(self) -> Self:
        if self.type is not BlockType.PLACEHOLDER and shows_nothing(self.content):
            raise ValueError("this block has no content; send a placeholder where a person has to write it")
        return self

    def block(self) -> Block:
        """The block as the rules know it."""
        return Block(self.type, self.content, self.notes, self.key, self.alternatives or (), self.evidence or ())


class DraftBody(BaseModel):
    """A draft that a person finishes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, title="Draft")

    blocks: tuple[BlockBody, ...] = Field(strict=False, min_length=1, max_length=MOST_BLOCKS)
    target: str | None = Field(
        default=None,
        max_length=200,
        description="JSON path of the payload's field that gets the final text, such as `$.body`, where the policy "
        "names none",
    )
    separator: str | None = Field(
        default=None,
        max_length=20,
        description="What stands between two blocks in the text: white space and punctuation; else an empty line",
    )

    @model_validator(mode="after")
    def _target_is_a_path(self) -> Self:
        if self.target is not None and not is_json_path(self.target):
            raise ValueError(f"target {self.target!r} is no JSON path such as $.body or $.sections[0].text")
        return self

    @model_validator(mode="after")
    def _separator_says_nothing(self) -> Self:
        if self.separator is not None and (has_unseen(self.separator) or any(map(str.isalnum, self.separator))):
            raise ValueError(
                f"separator {self.separator!r} is more than white space and punctuation; words stand in blocks, where "
                "people read them"
            )
        return self

    def draft(self) -> Draft:
        """The draft as the rules know it."""
        blocks = tuple(block.block() for block in self.blocks)
        return Draft(blocks, self.target) if self.separator is None else Draft(blocks, self.target, self.separator)


def plain_draft(draft: Json) -> Json:
    """The draft under our names, before each block is looked at; a 400 for what is too large or given twice."""
    if not isinstance(draft, dict) or not isinstance(blocks := draft.get("blocks"), list):
        return draft
    if len(blocks) > MOST_BLOCKS:
        words = f"at most {MOST_BLOCKS} are taken; there are {len(blocks)}"
        raise invalid_body([FieldFault("$.draft.blocks", words)])
    if (size := len(orjson.dumps(draft))) > MOST_BYTES:
        raise invalid_body([FieldFault("$.draft", f"at most {MOST_BYTES:,} bytes are taken; there are {size:,}")])
    if faults := [*_given_twice(blocks), *_same_keys(blocks)]:
        raise invalid_body(faults)
    return {**draft, "blocks": [_renamed(block) for block in blocks]}


def _renamed(block: Json) -> Json:
    if not isinstance(block, dict):
        return block
    return {ARTICLE_BLOCK_NAMES.get(name, name): value for name, value in block.items()}


def _given_twice(blocks: list[Json]) -> list[FieldFault]:
    return [
        FieldFault(f"$.draft.blocks[{at}].{old}", f"given twice, also as {new}; send one")
        for at, block in enumerate(blocks)
        if isinstance(block, dict)
        for old, new in ARTICLE_BLOCK_NAMES.items()
        if old in block and new in block
    ]


def _same_keys(blocks: list[Json]) -> list[FieldFault]:
    """Edits are counted by the key: two blocks of one key could not be told apart."""
    first: dict[str, int] = {}
    faults = []
    for at, block in enumerate(blocks):
        key = block.get("key") if isinstance(block, dict) else None
        if isinstance(key, str) and first.setdefault(key, at) != at:
            faults.append(FieldFault(f"$.draft.blocks[{at}].key", f"blocks[{first[key]}] has this key, too"))
    return faults
