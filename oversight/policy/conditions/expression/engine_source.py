"""An expression as the engine gets it: every number in it a double, and what can never be evaluated refused.

Numbers without a point become doubles; where the engine answers an integer (``size``, ``getHours``) it is made one. A
position in a list and a key of a map stay whole. ``/`` and ``%`` become functions of ours: the engine divides by zero
without a word, and cannot take the rest of doubles. A sum or product that leaves the numbers has no answer.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace

from oversight.policy.conditions.expression.calls import BETWEEN, FUNCTIONS, called, unknown_function
from oversight.policy.conditions.expression.constant_texts import check_texts, text_of
from oversight.policy.conditions.expression.facts import TYPES, meant
from oversight.policy.conditions.expression.kinds import (
    ANY,
    BYTES,
    LIST,
    MAP,
    NULL,
    NUMBER,
    PLAIN,
    TEXT,
    TRUTH,
    TYPE,
    Kind,
    Known,
    common,
    listed,
)
from oversight.policy.conditions.expression.operators import answer_of, check_choices
from oversight.policy.conditions.expression.tokens import BadExpression
from oversight.policy.conditions.expression.tree import (
    WALKS,
    Call,
    Chain,
    Choice,
    Constant,
    Field,
    Index,
    Listed,
    Mapped,
    Name,
    Node,
    Number,
    Sign,
    Text,
    asks_whether_empty,
    has_walk,
    is_walk,
)
from oversight.policy.one_line import on_one_line

ARITHMETIC = frozenset({"+", "-", "*", "/", "%"})
_OURS = {"/": "_divided", "%": "_rest"}
_LOOSEST, _TIGHTEST = 0, 9
_RANK = {"||": 1, "&&": 2, **dict.fromkeys(("<", "<=", ">", ">=", "==", "!=", "in"), 3), "+": 4, "-": 4, "*": 5}
_SIGNED = 6
_HUGE = 1e15
LONGEST = 80
"""Characters of what is quoted in a sentence."""


class Written(Struct, frozen=True):
    """A part as the engine gets it, and what is known of its value."""

    text: str
    known: Known = ANY
    rank: int = _TIGHTEST
    """How tightly it holds together; what binds tighter puts it in brackets."""
    may_leave: bool = False
    """It is computed, and may have left the numbers."""

    def within(self, rank: int) -> str:
        """The text, in brackets where something binds tighter."""
        return self.text if self.rank >= rank else f"({self.text})"


def engine_source(source: str, tree: Node, variables: Mapping[str, Known]) -> Written:
    """The source for the engine; BadExpression where it can never be evaluated."""
    return _Writer(source, variables).settled(tree)


class _Writer:
    def __init__(self, source: str, variables: Mapping[str, Known]) -> None:
        self.source = source
        self.variables = variables
        self.bound: dict[str, Written] = {}

    def settled(self, node: Node) -> Written:
        """The part, with no answer where its number is none."""
        written = self.write(node)
        if not written.may_leave:
            return written
        return Written(f"_number({written.text})", written.known)

    def write(self, node: Node) -> Written:  # noqa: C901, PLR0911 - one case a kind of node
        match node:
            case Number(value=value):
                return Written(repr(value), Known(Kind.NUMBER, between=(value, value), is_plain=value < _HUGE))
            case Text():
                return Written(node.written, BYTES if node.is_bytes else replace(TEXT, choices=(text_of(node),)))
            case Constant(written=written):
                return Written(written, NULL if written == "null" else TRUTH)
            case Name(name=name):
                return self.bound.get(name) or self.variable(name)
            case Field():
                return self.field(node)
            case Index():
                return self.index(node)
            case Call():
                return self.walk(node) if is_walk(node) else self.call(node)
            case Sign():
                return self.sign(node)
            case Chain():
                return self.chain(node)
            case Choice():
                return self.choice(node)
            case Listed(items=items):
                parts = [self.settled(item) for item in items]
                return Written(f"[{', '.join(part.text for part in parts)}]", listed(part.known for part in parts))
            case Mapped(entries=entries):
                pairs = (f"{self.key(key)}: {self.settled(value).text}" for key, value in entries)
                return Written(f"{{{', '.join(pairs)}}}", MAP)

    def variable(self, name: str) -> Written:
        if name in TYPES:
            return Written(name, TYPE)
        if name in {"int", "uint"}:
            raise BadExpression(f"no number is of the type {name}, because 1 and 1.0 are one number; write double")
        if name not in self.variables:
            use = "write terms.name for a term" if name == "terms" else f"use {', '.join(sorted(self.variables))}"
            raise BadExpression(f"it looks at {name}, which does not exist; {use}{meant(name, self.variables)}")
        return Written(name, self.variables[name])

    def field(self, node: Field) -> Written:
        of = self.settled(node.of)
        return Written(f"{of.within(_TIGHTEST)}.{node.name}", self.of_field(node, of.known, node.name))

    def of_field(self, node: Node, known: Known, name: str) -> Known:
        if not known.may_be(Kind.MAP):
            raise BadExpression(f"“{self.said(node)}” asks {known.kind} for a field")
        if known.fields is None:
            return known.values or ANY
        if name not in known.fields and known.is_closed:
            raise BadExpression(f"“{self.said(node)}” does not exist; there are {', '.join(known.fields)}")
        return known.fields.get(name, ANY)

    def index(self, node: Index) -> Written:
        of, at = self.settled(node.of), node.at
        if isinstance(at, Text) and of.known.may_be(Kind.MAP):
            known = self.of_field(node, of.known, text_of(at))
        elif not of.known.may_be(Kind.LIST, Kind.MAP):
            raise BadExpression(f"“{self.said(node)}” asks {of.known.kind} for an item; only lists and maps have some")
        else:
            known = of.known.items or of.known.values or ANY
        return Written(f"{of.within(_TIGHTEST)}[{self.key(at)}]", known)

    def key(self, node: Node) -> str:
        """A position or a key: whole where it is a number."""
        match node:
            case Number(value=value) if value == int(value):
                return str(int(value))
            case Sign(sign="-") | Number():
                raise BadExpression(f"“{self.said(node)}” is no position in a list; write 0 for the first")
            case Text():
                return node.written
            case _:
                written = self.settled(node)
                return written.text if written.known.kind in {Kind.TEXT, Kind.TRUTH} else f"_key({written.text})"

    def call(self, node: Call, *, counts_bytes: bool = False) -> Written:
        if node.name == "has" and node.of is None:
            return self.has(node)
        if node.name in WALKS and node.of is not None:
            raise BadExpression(f"“{self.said(node)}” is not how {node.name} is called; write list.{node.name}(x, …)")
        if node.name not in FUNCTIONS:
            raise BadExpression(unknown_function(node.name))
        of = None if node.of is None else self.settled(node.of)
        arguments = [self.settled(argument) for argument in node.arguments]
        takes = tuple(argument.known for argument in arguments)
        signature = called(node.name, of.known if of else None, takes, self.said(node))
        check_texts(node, self.said(node))
        inside = ", ".join(argument.text for argument in arguments)
        answers = signature.answers
        if of is not None and of.known.kind is Kind.MOMENT:
            answers = replace(answers, between=BETWEEN.get(node.name))
        if of is not None and node.name.startswith("get") and arguments:
            return Written(f"_in_zone({of.text}, {inside}, '{node.name}')", answers)
        text = f"{node.name}({inside})" if of is None else f"{of.within(_TIGHTEST)}.{node.name}({inside})"
        if node.name == "double":
            return Written(f"_number({text})", NUMBER)
        if node.name == "size" and not counts_bytes:
            return self.size(node.arguments[0] if node.of is None else node.of, (of or arguments[0]), text)
        return Written(f"double({text})" if signature.is_whole else text, answers)

    def size(self, node: Node, of: Written, plain: str) -> Written:
        """The engine counts the bytes of a text, CEL its characters. What may be no text is asked first."""
        if not of.known.may_be(Kind.TEXT):
            return Written(f"double({plain})", PLAIN)
        if of.known.kind is Kind.TEXT or has_walk(node):
            return Written(f"_size({of.text})", PLAIN)
        return Written(f"(type({of.text}) == string ? _size({of.text}) : double({plain}))", PLAIN)

    def has(self, node: Call) -> Written:
        if len(node.arguments) != 1 or not isinstance(node.arguments[0], Field):
            raise BadExpression(f"“{self.said(node)}” is not how has is called; write has(payload.key)")
        return Written(f"has({self.field(node.arguments[0]).text})", TRUTH)

    def walk(self, node: Call) -> Written:
        assert node.of is not None
        assert isinstance(node.arguments[0], Name)
        over, name = self.settled(node.of), node.arguments[0].name
        if not over.known.may_be(Kind.LIST, Kind.MAP):
            raise BadExpression(f"“{self.said(node)}” goes through {over.known.kind}; it takes a list or a map")
        if len(node.arguments) > (3 if node.name == "map" else 2):
            raise BadExpression(f"“{self.said(node)}” is not how {node.name} is called; write list.{node.name}(x, …)")
        with self.binding(name, node.of, over.known):
            parts = [self.settled(argument) for argument in node.arguments[1:]]
        asks = parts[:-1] if node.name == "map" else parts
        for part in asks:
            if not part.known.may_be(Kind.TRUTH):
                raise BadExpression(f"“{self.said(node)}” asks for {part.known.kind} of each; it takes true or false")
        answers = LIST if node.name in {"map", "filter"} else TRUTH
        inside = ", ".join((name, *(part.text for part in parts)))
        return Written(f"{over.within(_TIGHTEST)}.{node.name}({inside})", answers)

    @contextmanager
    def binding(self, name: str, over: Node, known: Known) -> Iterator[None]:
        """The name stands for an item within the block."""
        if name in self.variables or name == "terms":
            # A term inside such a macro would look at the macro's variable and not at the action.
            other = "which means something else; choose another name"
            raise BadExpression(f"a macro calls its variable {name}, {other}")
        before = self.bound.get(name)
        if _has_whole_keys(over):
            self.bound[name] = Written(f"double({name})", PLAIN)
        else:
            self.bound[name] = Written(name, known.items or ANY)
        try:
            yield
        finally:
            del self.bound[name]
            if before is not None:
                self.bound[name] = before

    def sign(self, node: Sign) -> Written:
        of = self.write(node.of)
        wanted = Kind.TRUTH if node.sign == "!" else Kind.NUMBER
        if not of.known.may_be(wanted):
            raise BadExpression(f"“{self.said(node)}” is {node.sign} before {of.known.kind}; it takes {wanted}")
        known = Known(wanted, is_plain=of.known.is_plain)
        return Written(f"{node.sign}{of.within(_SIGNED + 1)}", known, _SIGNED, of.may_leave)

    def choice(self, node: Choice) -> Written:
        asked, then, otherwise = self.settled(node.if_true), self.settled(node.then), self.settled(node.otherwise)
        if not asked.known.may_be(Kind.TRUTH):
            raise BadExpression(f"“{self.said(node.if_true)}” is {asked.known.kind}; before ? stands true or false")
        text = f"{asked.within(1)} ? {then.within(1)} : {otherwise.within(_LOOSEST)}"
        return Written(text, common(then.known, otherwise.known), _LOOSEST)

    def chain(self, node: Chain) -> Written:
        computed = node.rest[0][0] in ARITHMETIC
        if isinstance(node.first, Call) and asks_whether_empty(node):
            left = self.call(node.first, counts_bytes=True)
        else:
            left = self.write(node.first) if computed else self.settled(node.first)
        for operator, part in node.rest:
            left = self.joined(node, left, operator, part)
        return left

    def joined(self, node: Chain, left: Written, operator: str, part: Node) -> Written:
        said = self.short(node.begin, part.end)
        right = self.write(part) if operator in ARITHMETIC else self.settled(part)
        known = answer_of(operator, left.known, right.known, said)
        if operator == "in" and isinstance(part, Listed):
            check_choices(left.known, [text_of(item) for item in part.items if isinstance(item, Text)], said)
        if operator in _OURS and isinstance(part, Number) and part.value == 0:
            raise BadExpression(f"“{said}” divides by 0, which has no answer")
        if operator in _OURS:
            return Written(f"{_OURS[operator]}({left.text}, {right.text})", known)
        rank = _RANK[operator]
        if operator == "in" and _has_whole_keys(part):
            return Written(f"_key({left.text}) in {right.within(rank + 1)}", known, rank)
        leaves = operator in ARITHMETIC and known.may_be(Kind.NUMBER) and not known.is_plain
        return Written(f"{left.within(rank)} {operator} {right.within(rank + 1)}", known, rank, leaves)

    def said(self, node: Node) -> str:
        return self.short(node.begin, node.end)

    def short(self, begin: int, end: int) -> str:
        """A part as somebody wrote it, in 80 characters at most."""
        return on_one_line(self.source[begin:end], LONGEST)


def _has_whole_keys(node: Node) -> bool:
    """Whether it is a map that is written out and has numbers for keys."""
    return isinstance(node, Mapped) and any(isinstance(key, Number) for key, _ in node.entries)
