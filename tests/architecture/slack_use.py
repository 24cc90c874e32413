"""What the code asks of Slack: Web API methods called, listeners registered. Read from the source, not run."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

from slack_sdk.web.async_client import AsyncWebClient

from tests.architecture.source import PROJECT, modules, name_of, tree

CALLERS = ("bot", "handlers")
READERS = ("bot/slack", "bot/doctor")
LISTENING = "handlers"
LISTENERS = {
    "action": "action_id",
    "command": "command",
    "event": "type",
    "global_shortcut": "callback_id",
    "message_shortcut": "callback_id",
    "options": "action_id",
    "shortcut": "callback_id",
    "view": "callback_id",
    "view_closed": "callback_id",
    "view_submission": "callback_id",
}

# `chat_postMessage` is how the client spells `chat.postMessage`; names without a dot are no methods of Slack.
METHODS = {
    name: name.replace("_", ".")
    for name in dir(AsyncWebClient)
    if not name.startswith("_") and "_" in name and name != "api_call"
} | {"files_upload_v2": "files.completeUploadExternal"}


def methods_called() -> set[str]:
    """Every Web API method named in the code, as an attribute of a client or as a string."""
    dotted = set(METHODS.values())
    found = set()
    for file in modules(*CALLERS):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                found.add(METHODS[node.attr])
            elif isinstance(node, ast.Constant) and node.value in dotted:
                found.add(node.value)
    return found


def fields_read() -> set[str]:
    """Every key that is read out of an answer of Slack, as ``answer["key"]`` or ``answer.get("key")``."""
    found = set()
    for file in modules(*READERS):
        for node in ast.walk(tree(file)):
            match node:
                case ast.Subscript(slice=ast.Constant(value=str(key))):
                    found.add(key)
                case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(key)), *_]):
                    found.add(key)
                case _:
                    pass
    return found


@functools.cache
def ids() -> dict[str, tuple[str, ...]]:
    """The constants of `blocks/kit/ids.py`: the name and its one id, or for RETIRED all of them."""
    return _constants(tree(PROJECT / "blocks" / "kit" / "ids.py"))


def registered(*kinds: str) -> tuple[set[str], list[str]]:
    """The ids for which listeners of `kinds` are registered, and the registrations that cannot be read."""
    found: set[str] = set()
    unread: list[str] = []
    for file in modules(LISTENING):
        module = tree(file)
        names = ids() | _constants(module)
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if not (isinstance(call.func, ast.Attribute) and call.func.attr in kinds and _is_app(call.func.value)):
                continue
            argument = _what_is_listened_for(call)
            values = None if argument is None else _texts(argument, names, module)
            if values is None:
                unread.append(f"{name_of(file)}:{call.lineno}: {ast.unparse(call)}")
            found |= values or set()
    return found, unread


def _is_app(owner: ast.expr) -> bool:
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in {"app", "bolt", "slack", "slack_app", "bolt_app"}


def _what_is_listened_for(call: ast.Call) -> ast.expr | None:
    """The id in `app.action(X)`, `app.action({"action_id": X})` and `app.action(constraints=X)`."""
    assert isinstance(call.func, ast.Attribute)
    key = LISTENERS[call.func.attr]
    argument = call.args[0] if call.args else next((word.value for word in call.keywords), None)
    if isinstance(argument, ast.Dict):
        pairs = zip(argument.keys, argument.values, strict=True)
        return next((value for name, value in pairs if getattr(name, "value", None) == key), None)
    return argument


def _texts(expression: ast.expr, names: dict[str, tuple[str, ...]], module: ast.Module) -> set[str] | None:
    """The strings that `expression` may stand for, through constants, tables and loops; None if that cannot be told.

    A pattern (`re.compile`) stands for no id: it is how unknown and retired buttons get their polite answer.
    """
    match expression:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in names:
            return set(names[name])
        case ast.Call(func=ast.Attribute(attr="compile")):
            return set()
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return _all_texts(parts, names, module)
        case ast.Dict(keys=keys):
            return _all_texts([key for key in keys if key], names, module)
        case ast.Name(id=name):
            sources = [*_bound_by_loops(name, module), *_assigned(name, module)]
            return _all_texts(sources, names, module) if sources else None
        case _:
            return None


def _all_texts(parts: list[ast.expr], names: dict[str, tuple[str, ...]], module: ast.Module) -> set[str] | None:
    """What any of `parts` may stand for; None if that cannot be told of one of them."""
    found = [_texts(part, names, module) for part in parts]
    known = [texts for texts in found if texts is not None]
    return set[str]().union(*known) if len(known) == len(found) else None


def _bound_by_loops(name: str, module: ast.Module) -> Iterator[ast.expr]:
    """What `for name in …` runs over, or the column of it that `for …, name, … in …` takes."""
    for loop in ast.walk(module):
        if isinstance(loop, ast.For):
            columns = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
            if isinstance(loop.target, ast.Name) and loop.target.id == name:
                yield loop.iter
            for index, column in enumerate(columns):
                if isinstance(column, ast.Name) and column.id == name:
                    yield from _column(loop.iter, index, module)


def _column(table: ast.expr, index: int, module: ast.Module) -> Iterator[ast.expr]:
    match table:
        case ast.Name(id=name):
            for value in _assigned(name, module):
                yield from _column(value, index, module)
        case ast.Call(func=ast.Attribute(value=inner, attr="items")):
            yield from _column(inner, index, module)
        case ast.Dict(keys=keys, values=values):
            yield from (key for key in (values if index else keys) if key)
        case ast.Tuple(elts=rows) | ast.List(elts=rows):
            yield from (row.elts[index] for row in rows if isinstance(row, ast.Tuple))
        case _:
            return


def _assigned(name: str, module: ast.Module) -> Iterator[ast.expr]:
    for statement in ast.walk(module):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value and name in _targets(statement):
            yield statement.value


def _targets(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _constants(module: ast.Module) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            match statement.value:
                case ast.Constant(value=str(text)):
                    found |= dict.fromkeys(_targets(statement), (text,))
                case ast.Tuple(elts=parts):
                    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
                    if all(isinstance(text, str) for text in texts) and len(texts) == len(parts):
                        found |= dict.fromkeys(_targets(statement), tuple(map(str, texts)))
                case _:
                    continue
    return found
