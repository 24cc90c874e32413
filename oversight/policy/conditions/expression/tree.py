"""The tree of a CEL expression. Every node knows where it stands in its source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Number(Struct, frozen=True):
    """A number, whole or not."""

    begin: int
    end: int
    value: float
    is_whole: bool
    """Written without a point: such a one may be a position in a list, or a key of a map."""


class Text(Struct, frozen=True):
    """A text or bytes, as it is written, with its quotes."""

    begin: int
    end: int
    written: str

    @property
    def is_bytes(self) -> bool:
        """Whether the quotes hold bytes."""
        return self.written.startswith(("b", "B"))


class Constant(Struct, frozen=True):
    """``true``, ``false`` or ``null``."""

    begin: int
    end: int
    written: str


class Name(Struct, frozen=True):
    """A variable."""

    begin: int
    end: int
    name: str


class Field(Struct, frozen=True):
    """``of.name``."""

    begin: int
    end: int
    of: Node
    name: str


class Index(Struct, frozen=True):
    """``of[at]``."""

    begin: int
    end: int
    of: Node
    at: Node


class Call(Struct, frozen=True):
    """``name(arguments)``, or ``of.name(arguments)``; the macros are calls, too."""

    begin: int
    end: int
    name: str
    of: Node | None
    arguments: tuple[Node, ...]


class Sign(Struct, frozen=True):
    """``!of`` or ``-of``."""

    begin: int
    end: int
    sign: str
    of: Node


class Chain(Struct, frozen=True):
    """Operators of one rank from left to right: ``a + b - c``, ``a && b && c``, ``a < b``."""

    begin: int
    end: int
    first: Node
    rest: tuple[tuple[str, Node], ...]


class Choice(Struct, frozen=True):
    """``if_true ? then : otherwise``."""

    begin: int
    end: int
    if_true: Node
    then: Node
    otherwise: Node


class Listed(Struct, frozen=True):
    """``[a, b]``."""

    begin: int
    end: int
    items: tuple[Node, ...]


class Mapped(Struct, frozen=True):
    """``{key: value}``."""

    begin: int
    end: int
    entries: tuple[tuple[Node, Node], ...]


Node = Number | Text | Constant | Name | Field | Index | Call | Sign | Chain | Choice | Listed | Mapped

WALKS = frozenset({"all", "exists", "exists_one", "filter", "map"})
"""The macros that go through a list or a map."""


def is_walk(node: Call) -> bool:
    """Whether it is one of them, and binds a variable."""
    return (
        node.of is not None and node.name in WALKS and len(node.arguments) > 1 and isinstance(node.arguments[0], Name)
    )


def has_walk(node: Node) -> bool:
    """Whether something in it goes through a list or a map."""
    return (isinstance(node, Call) and is_walk(node)) or any(map(has_walk, inner_nodes(node)))


def asks_whether_empty(node: Chain) -> bool:
    """``size(x) > 0``: no bytes are no characters, and what is asked most costs least."""
    match node:
        case Chain(first=Call(name="size"), rest=((">" | "==" | "!=", Number(value=0)),)):
            return True
        case _:
            return False


def inner_nodes(node: Node) -> Iterator[Node]:
    """The nodes right within it, in the order of the source."""
    match node:
        case Field(of=of) | Sign(of=of):
            yield of
        case Index(of=of, at=at):
            yield of
            yield at
        case Call(of=of, arguments=arguments):
            yield from arguments if of is None else (of, *arguments)
        case Chain(first=first, rest=rest):
            yield first
            yield from (part for _, part in rest)
        case Choice():
            yield from (node.if_true, node.then, node.otherwise)
        case Listed(items=items):
            yield from items
        case Mapped(entries=entries):
            for key, value in entries:
                yield key
                yield value
        case _:
            pass


def names_in(node: Node) -> frozenset[str]:
    """Every name that stands in it."""
    if isinstance(node, Name):
        return frozenset({node.name})
    return frozenset().union(*(names_in(inner) for inner in inner_nodes(node)))
