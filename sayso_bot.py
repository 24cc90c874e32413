"""Where the ``sayso`` command starts: it refuses to run code that only bears the name of one of its own modules.

Python looks into PYTHONPATH before it looks where Sayso is installed. A ``storage.py`` or a ``queue.py`` there would
run with the bot's tokens. Until that is ruled out, nothing may be imported that could itself be such a file: ``os``,
``sys`` and the finder are inside the interpreter.
"""

# ruff: noqa: PTH100, PTH118, PTH120 - pathlib itself might be such a file
import os
import sys
from _frozen_importlib_external import PathFinder

HOME = os.path.dirname(os.path.realpath(__file__))
ROOMS = ("blocks", "bot", "handlers", "oversight", "sandbox", "scheduler", "storage")
CLIENT = "sayso"
CANNOT_START = 2


def main() -> None:
    """The command has run; or nothing has, and a sentence says which file is in the way."""
    if found := foreign_module():
        sys.stderr.write(f"{_sentence(*found)}\n")
        sys.exit(CANNOT_START)
    from bot.cli import app  # noqa: PLC0415 - only now is it known to be ours

    app()


def foreign_module() -> tuple[str, str, str] | None:
    """A module that Python would not take from us or from its own library: its name, its file, its folder."""
    for name in ROOMS:
        for folder in sys.path:
            if file := _file_of(name, folder):
                if os.path.realpath(folder) != HOME:
                    return name, file, folder
                break
    for folder in _folders_before_the_library():
        for name in (CLIENT, *sorted(sys.stdlib_module_names)):
            file = _file_of(name, folder)
            if file and not _is_loaded_from_elsewhere(name, file):
                return name, file, folder
    return None


def _folders_before_the_library() -> list[str]:
    before = sys.path[: sys.path.index(library)] if (library := os.path.dirname(os.__file__)) in sys.path else []
    ours = (HOME, os.path.join(HOME, "client", "src"))  # as a checkout has them
    return [folder for folder in before if os.path.realpath(folder) not in ours]


def _file_of(name: str, folder: str) -> str | None:
    """The file that the module would be read from; a folder without ``__init__.py`` takes no module's place."""
    spec = PathFinder.find_spec(name, [folder])
    return spec.origin if spec is not None and spec.has_location else None


def _is_loaded_from_elsewhere(name: str, file: str) -> bool:
    """Whether Python has the module already, so that this file is never read."""
    module = sys.modules.get(name)
    return module is not None and getattr(module, "__file__", None) != file


def _sentence(name: str, file: str, folder: str) -> str:
    given = "" if sys.flags.ignore_environment else os.environ.get("PYTHONPATH", "")
    if given and os.path.abspath(folder) in map(os.path.abspath, given.split(os.pathsep)):
        remedy = f"take {os.path.abspath(folder)} out of PYTHONPATH, as in: env -u PYTHONPATH sayso …"
    else:
        remedy = "rename it, or install Sayso into an environment of its own"
    return f"Sayso did not start, because {os.path.abspath(file)} would run in place of its module `{name}`: {remedy}"
