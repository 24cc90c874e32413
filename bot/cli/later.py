"""Commands that are loaded when they are called: until then each is a name and a sentence.

Most of what a command needs takes long to load, and no command needs what another one does.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


class Later(NamedTuple):
    """Where a command is written, and what the list of commands says of it."""

    module: str
    name: str
    """Of its function in the module, or of the Typer application that has its commands."""
    about: str
    """As the command itself says it."""


class LaterGroup(TyperGroup):
    """A group that loads a command when it is called."""

    later: ClassVar[Mapping[str, Later]] = {}

    def __init__(self, **options: Any) -> None:
        """What is loaded later comes after what is here already."""
        super().__init__(**options)
        for name, command in self.later.items():
            self.commands[name] = TyperCommand(name, help=command.about)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the words name, loaded."""
        if args:
            self.load(args[0])
        return super().resolve_command(ctx, args)

    def load(self, name: str) -> None:
        """The command can be called, where there is one of the name."""
        if name in self.later:
            self.commands[name] = _loaded(name, self.later[name])


def _loaded(name: str, command: Later) -> Any:
    if command.module not in sys.modules:
        with _all_of_it_kept():
            import_module(command.module)
    found: typer.Typer | Callable[..., Any] = getattr(sys.modules[command.module], command.name)
    if isinstance(found, typer.Typer):
        group = get_group(found)
        group.name = name
        return group
    application = typer.Typer(add_completion=False)
    application.command(name)(found)
    return get_command(application)


@contextmanager
def _all_of_it_kept() -> Iterator[None]:
    """Whatever is loaded inside stays, so no garbage is looked for meanwhile: that would take a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
