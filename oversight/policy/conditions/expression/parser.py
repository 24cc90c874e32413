"""CEL's grammar: a source becomes a tree, or a sentence about the place where it does not."""

from oversight.policy.conditions.expression.tokens import BadExpression, Token, place, tokens
from oversight.policy.conditions.expression.tree import (
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
)

_RANKS = (("||",), ("&&",), ("<", "<=", ">", ">=", "==", "!=", "in"), ("+", "-"), ("*", "/", "%"))
"""The operators, those that bind least first."""
_CONSTANTS = frozenset({"true", "false", "null"})
_RESERVED = frozenset(
    {
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"),
        *("namespace", "return", "var", "void", "while", "in"),
    }
)
_INSTEAD = {
    "and": "write && for and",
    "or": "write || for or",
    "not": "write ! for not",
    "is": "write == to compare",
    "AND": "write && for and",
    "OR": "write || for or",
    "NOT": "write ! for not",
    "if": "write condition ? one : other",
    "?": "write condition ? one : other, and brackets around one within another",
    "{": "a map stands alone: {'key': value}",
}
EXACT = 2**53
"""Beyond it, a double no longer holds every whole number."""


def parse(source: str) -> Node:
    """The tree of an expression; BadExpression says where and why there is none."""
    try:
        return _Parser(source).whole()
    except RecursionError:
        raise BadExpression("it is nested too deeply; give parts of it names under terms") from None


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(tokens(source))
        self.position = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def whole(self) -> Node:
        node = self.expression()
        if self.here.kind != "end":
            raise self.unexpected("an operator or the end")
        return node

    def expression(self) -> Node:
        node = self.chain(0)
        if not self.take("?"):
            return node
        then = self.chain(0)
        self.expect(":", "the “:” of “condition ? one : other”")
        otherwise = self.expression()
        return Choice(node.begin, otherwise.end, node, then, otherwise)

    def chain(self, rank: int) -> Node:
        if rank == len(_RANKS):
            return self.signed()
        first = self.chain(rank + 1)
        rest: list[tuple[str, Node]] = []
        while self.here.kind in {"sign", "name"} and self.here.written in _RANKS[rank]:
            operator = self.next().written
            rest.append((operator, self.chain(rank + 1)))
        return Chain(first.begin, rest[-1][1].end, first, tuple(rest)) if rest else first

    def signed(self) -> Node:
        if self.here.kind == "sign" and self.here.written in {"!", "-"}:
            sign = self.next()
            if self.here.written in {"!", "-"} - {sign.written} and self.tokens[self.position + 1].kind != "number":
                raise self.unexpected("a value, or a bracket before the second sign,")
            of = self.signed()
            return Sign(sign.begin, of.end, sign.written, of)
        return self.member()

    def member(self) -> Node:
        node = self.primary()
        while True:
            if self.take("."):
                name = self.name_of_member()
                if self.take("("):
                    arguments = self.listed(")")
                    node = Call(node.begin, self.before.end, name, node, arguments)
                else:
                    node = Field(node.begin, self.before.end, node, name)
            elif self.take("["):
                at = self.expression()
                self.expect("]", "“]”")
                node = Index(node.begin, self.before.end, node, at)
            else:
                return node

    def name_of_member(self) -> str:
        if self.here.written in _CONSTANTS | {"in"}:
            raise BadExpression(f"{self.here.written} is a word of CEL's; write payload['{self.here.written}']")
        if self.here.kind != "name":
            raise self.unexpected("the name of a field")
        return self.next().written

    def primary(self) -> Node:
        token = self.here
        if token.kind == "number":
            self.position += 1
            return self.number(token, token.written)
        if token.kind == "text":
            self.position += 1
            return Text(token.begin, token.end, token.written)
        if token.kind == "name" and token.written not in _RESERVED:
            return self.named()
        if self.take("("):
            node = self.expression()
            self.expect(")", f"“)” for the “(” at {place(self.source, token.begin)}")
            return node
        if self.take("["):
            items = self.listed("]")
            return Listed(token.begin, self.before.end, items)
        if self.take("{"):
            return self.mapped(token)
        raise self.unexpected("a value")

    def named(self) -> Node:
        token = self.next()
        if token.written in _CONSTANTS:
            return Constant(token.begin, token.end, token.written)
        if self.take("("):
            arguments = self.listed(")")
            return Call(token.begin, self.before.end, token.written, None, arguments)
        return Name(token.begin, token.end, token.written)

    def number(self, token: Token, written: str) -> Node:
        digits = written.lower().rstrip("u")
        is_hex = digits.startswith("0x")
        is_whole = is_hex or not set(digits) & {".", "e"}
        value = (int(digits, 16) if is_hex else int(digits)) if is_whole else float(digits)
        if is_whole and value > EXACT:
            raise BadExpression(
                f"{place(self.source, token.begin)}: {written} is beyond 2^53, where numbers are rounded"
            )
        if value == float("inf"):
            raise BadExpression(f"{place(self.source, token.begin)}: {written} is larger than any number")
        return Number(token.begin, token.end, float(value), is_whole)

    def mapped(self, token: Token) -> Node:
        entries: list[tuple[Node, Node]] = []
        while not self.take("}"):
            key = self.expression()
            self.expect(":", "“:” between a key and its value")
            entries.append((key, self.expression()))
            if not self.take(","):
                self.expect("}", "“,” or “}”")
                break
        return Mapped(token.begin, self.before.end, tuple(entries))

    def listed(self, closing: str) -> tuple[Node, ...]:
        """What stands up to the closing bracket, which is taken, too."""
        items: list[Node] = []
        while not self.take(closing):
            items.append(self.expression())
            if not self.take(","):
                self.expect(closing, f"“,” or “{closing}”")
                break
            if closing == ")" and self.here.written == closing:
                raise self.unexpected("another argument")
        return tuple(items)

    @property
    def before(self) -> Token:
        return self.tokens[self.position - 1]

    def next(self) -> Token:
        self.position += 1
        return self.before

    def take(self, sign: str) -> bool:
        if self.here.kind == "sign" and self.here.written == sign:
            self.position += 1
            return True
        return False

    def expect(self, sign: str, words: str) -> None:
        if not self.take(sign):
            raise self.unexpected(words)

    def unexpected(self, wanted: str) -> BadExpression:
        token = self.here
        if token.kind == "end":
            return BadExpression(f"it ends where {wanted} is missing")
        instead = _INSTEAD.get(token.written) or (self.position and _INSTEAD.get(self.before.written))
        if token.written in _RESERVED - {"in"} and wanted == "a value" and instead is None:
            instead = "CEL keeps this word for itself"
        words = f"{place(self.source, token.begin)}: “{token.written}” stands where {wanted} should"
        return BadExpression(f"{words}; {instead}" if instead else words)
