"""Where settings come from: the environment, then a file. Each value comes out without what was left around it."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from bot.settings.names import PREFIX, is_made_by_a_platform
from bot.settings.values import unwrapped

__all__ = ["FILE", "PREFIX", "BadSettings", "Environment", "SettingsFile", "given_in_environment", "given_in_file"]

FILE = Path("sayso.toml")


class BadSettings(Exception):
    """The settings cannot be used; ``faults`` has one sentence for each, and none of them shows a secret."""

    def __init__(self, *faults: str) -> None:
        """With a sentence for each fault."""
        self.faults = faults
        super().__init__("\n".join(faults))


class _Source(PydanticBaseSettingsSource):
    """A source that is read as a whole."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """No value: the source is read as a whole."""
        del field
        return None, field_name, False


class Environment(_Source):
    """``SAYSO_…`` in the environment. Empty is the same as not set."""

    def __call__(self) -> dict[str, Any]:
        """The values that are given."""
        given = given_in_environment(self.settings_cls.model_fields, os.environ)
        return {name: text for name, (_, text) in given.items()}


class SettingsFile(_Source):
    """``sayso.toml`` in the working directory; raises BadSettings where it is there and cannot be read."""

    def __call__(self) -> dict[str, Any]:
        """The values that are given, and whatever else stands there."""
        return given_in_file()


def given_in_environment(fields: Mapping[str, object], environ: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By field: the variable that gives it and its value. The name in capitals comes before other spellings."""
    given: dict[str, tuple[str, str]] = {}
    for variable in sorted(environ, key=lambda name: (not name.isupper(), name)):
        name = variable.upper().removeprefix(PREFIX).lower()
        text = unwrapped(environ[variable])
        if not variable.upper().startswith(PREFIX) or name not in fields or name in given or not text:
            continue
        if not is_made_by_a_platform(variable, text):
            given[name] = variable, text
    return given


def given_in_file() -> dict[str, Any]:
    """What stands in the file, and nothing where there is none; raises BadSettings where it cannot be read."""
    return {name: value for name, value in _in_file().items() if value != ""}


def _in_file() -> dict[str, Any]:
    try:
        text = FILE.read_bytes().decode("utf-8-sig")
        return {name: unwrapped(value) if isinstance(value, str) else value for name, value in _parsed(text).items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadSettings(f"{FILE} cannot be read ({error.strerror}); make it readable, or remove it.") from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{FILE} is not written in UTF-8; save it as UTF-8.") from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f'{FILE} is no TOML: {error}; write one line for each, such as host = "0.0.0.0".') from error
