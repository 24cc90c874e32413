"""What is said of one value."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from oversight.exact_json.canonical import Json


class Branch(Struct, frozen=True, kw_only=True):
    """One of several shapes that a value may have."""

    key: str
    label: str
    schema: Any
    """What is said of the value in this shape, with what is said of it in every shape."""
    origin: Any = None
    """The branch as it stands in the document, for the validator; None where a type alone makes the branch."""
    type: str | None = None
    tags: Mapping[str, tuple[Json, ...]] = {}
    """By key: the values that say that it is this branch."""


class Description(Struct, frozen=True, kw_only=True):
    """What a schema says plainly of one value."""

    type: str | None = None
    """The type in JSON; None where any will do, or branches say it."""
    is_nullable: bool = False
    title: str = ""
    remark: str = ""
    keywords: Mapping[str, Any] = {}
    """All that is said here, references followed and parts merged."""
    choices: tuple[tuple[Json, str], ...] = ()
    """The only values that it may have, each with its title; without null."""
    branches: tuple[Branch, ...] = ()
    tag: str | None = None
    """The key that a ``discriminator`` names, whose values tell the branches apart."""

    @property
    def properties(self) -> Mapping[str, Any]:
        """The schemas of the keys that are named."""
        named = self.keywords.get("properties")
        return named if isinstance(named, dict) else {}

    @property
    def required(self) -> frozenset[str]:
        """The keys that have to be there."""
        named = self.keywords.get("required")
        return frozenset(filter(lambda key: isinstance(key, str), named)) if isinstance(named, list) else frozenset()

    @property
    def format(self) -> str:
        """The format of a text; empty where there is none."""
        named = self.keywords.get("format")
        return named if isinstance(named, str) else ""

    @property
    def first_items(self) -> list[Any]:
        """The schemas of the first entries, where each has its own."""
        listed = self.keywords.get("prefixItems", self.keywords.get("items"))
        return listed if isinstance(listed, list) else []

    @property
    def items(self) -> Any:
        """The schema of all other entries."""
        keyword = "additionalItems" if isinstance(self.keywords.get("items"), list) else "items"
        return self.keywords.get(keyword, True)


ANYTHING = Description()
