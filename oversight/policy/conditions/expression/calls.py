"""The functions that conditions may call: what each takes and answers, and what is said where that does not fit."""

from collections.abc import Mapping
from difflib import get_close_matches

from msgspec import Struct

from oversight.policy.conditions.expression.kinds import (
    ANY,
    BYTES,
    MOMENT,
    NUMBER,
    PLAIN,
    SPAN,
    TEXT,
    TRUTH,
    TYPE,
    Kind,
    Known,
)
from oversight.policy.conditions.expression.tokens import BadExpression

_COUNTED = (Kind.TEXT, Kind.BYTES, Kind.LIST, Kind.MAP)


class Function(Struct, frozen=True):
    """One way to call a function."""

    takes: tuple[tuple[Kind, ...], ...]
    """The kinds of each argument; of a method, without what it is called on."""
    answers: Known
    of: tuple[Kind, ...] | None = None
    """What a method is called on; None where it is called by itself."""
    is_whole: bool = False
    """The engine answers an integer."""
    optional: int = 0
    """So many of the last arguments may be left out."""


_TEXT_METHOD = Function(((Kind.TEXT,),), TRUTH, (Kind.TEXT,))
_DATE = Function(((Kind.TEXT,),), PLAIN, (Kind.MOMENT,), is_whole=True, optional=1)
_CLOCK = Function(((Kind.TEXT,),), PLAIN, (Kind.MOMENT, Kind.SPAN), is_whole=True, optional=1)
_NUMBER = ((Kind.NUMBER, Kind.TEXT),)

FUNCTIONS: Mapping[str, tuple[Function, ...]] = {
    "size": (Function((_COUNTED,), PLAIN, is_whole=True), Function((), PLAIN, _COUNTED, is_whole=True)),
    "contains": (_TEXT_METHOD,),
    "startsWith": (_TEXT_METHOD,),
    "endsWith": (_TEXT_METHOD,),
    "matches": (_TEXT_METHOD,),
    "string": (Function(((Kind.NUMBER, Kind.TEXT, Kind.BYTES, Kind.MOMENT, Kind.SPAN),), TEXT),),
    "bytes": (Function(((Kind.TEXT, Kind.BYTES),), BYTES),),
    "double": (Function(_NUMBER, NUMBER),),
    "int": (Function(_NUMBER, NUMBER, is_whole=True),),
    "uint": (Function(_NUMBER, NUMBER, is_whole=True),),
    "type": (Function(((),), TYPE),),
    "dyn": (Function(((),), ANY),),
    "timestamp": (Function(((Kind.TEXT,),), MOMENT),),
    "duration": (Function(((Kind.TEXT,),), SPAN),),
    "says": (Function(((Kind.TEXT,), (Kind.LIST,)), TRUTH),),
    "sum": (Function(((Kind.LIST,),), NUMBER),),
    **dict.fromkeys(("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"), (_DATE,)),
    **dict.fromkeys(("getHours", "getMinutes", "getSeconds", "getMilliseconds"), (_CLOCK,)),
}
"""Every function, by name. An argument without kinds may be anything."""

BETWEEN: Mapping[str, tuple[float, float]] = {
    "getMonth": (0, 11),
    "getDate": (1, 31),
    "getDayOfMonth": (0, 30),
    "getDayOfWeek": (0, 6),
    "getDayOfYear": (0, 365),
    "getHours": (0, 23),
    "getMinutes": (0, 59),
    "getSeconds": (0, 59),
    "getMilliseconds": (0, 999),
}
"""The least and the most that each answers of a timestamp."""

MACROS = {
    "has": "has(payload.key)",
    **{name: f"list.{name}(x, …)" for name in ("all", "exists", "exists_one", "filter", "map")},
}
"""What is written like a function and binds names or asks for a field."""


_INSTEAD: Mapping[str, str] = {
    **dict.fromkeys(("len", "length", "count"), "size(list)"),
    **dict.fromkeys(("any", "some"), "list.exists(x, …)"),
    **dict.fromkeys(("every", "each"), "list.all(x, …)"),
    **dict.fromkeys(("now", "today"), "action.at"),
    **dict.fromkeys(("lower", "lowerAscii", "upper", "upperAscii", "toLowerCase", "icontains"), "matches('(?i)…')"),
    **dict.fromkeys(("isEmpty", "empty"), "size(list) == 0"),
    **dict.fromkeys(("includes", "has_key"), "text.contains('part'), or 'item' in list"),
    **dict.fromkeys(("find", "where"), "list.filter(x, …)"),
    **dict.fromkeys(("match", "regex", "test"), "text.matches('…')"),
    **dict.fromkeys(("float", "number", "decimal"), "double(text)"),
    "bool": "text == 'true'",
}
"""What other languages have, and what does it here."""


def called(name: str, of: Known | None, arguments: tuple[Known, ...], written: str) -> Function:
    """The signature by which a known function is called; BadExpression where none fits, with what to write."""
    fitting = [signature for signature in FUNCTIONS[name] if (signature.of is None) is (of is None)]
    if not fitting:
        raise BadExpression(f"“{written}” is not how {name} is called; write {usage(name)}")
    signature = fitting[0]
    least = len(signature.takes) - signature.optional
    if not least <= len(arguments) <= len(signature.takes):
        raise BadExpression(f"“{written}” gives {name} {len(arguments)} arguments; write {usage(name)}")
    given = [
        *([(of, signature.of)] if of is not None and signature.of is not None else []),
        *zip(arguments, signature.takes, strict=False),
    ]
    for known, kinds in given:
        if kinds and not known.may_be(*kinds):
            raise BadExpression(f"“{written}” gives {name} {known.kind}; it takes {' or '.join(kinds)}")
    if len(arguments) == 1 and signature is _CLOCK and of is not None and of.kind is Kind.SPAN:
        raise BadExpression(f"“{written}” asks a duration for a time zone; write .{name}()")
    return signature


def usage(name: str) -> str:
    """How a function is called."""
    written: list[str] = []
    for signature in FUNCTIONS[name]:
        arguments = ", ".join(
            " or ".join(kinds) or "anything" for kinds in signature.takes[: len(signature.takes) - signature.optional]
        )
        written.append(
            f"{name}({arguments})" if signature.of is None else f"{' or '.join(signature.of)}.{name}({arguments})"
        )
        if signature.optional:
            written.append(f"timestamp.{name}('Europe/Berlin')")
    return ", or ".join(written)


def unknown_function(name: str) -> str:
    """What is said where something is called that nobody has."""
    if name in MACROS:
        return f"{name} is not called so; write {MACROS[name]}"
    if name in _INSTEAD:
        return f"there is no function {name}; write {_INSTEAD[name]}"
    close = get_close_matches(name, [*FUNCTIONS, *MACROS], n=1)
    hint = f"do you mean {close[0]}?" if close else "`sayso policy reference` lists those there are"
    return f"there is no function {name}; {hint}"
