"""The settings file that an operator starts with: every setting with its meaning, and its default commented out."""

import json
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.settings.settings import PREFIX, Settings
from bot.settings.sources import FILE
from oversight.calendar.duration import duration_text

TO_BE_WRITTEN = ("slack_bot_token", "slack_app_token")
"""Without these nothing runs; they come first, and are not commented out."""

HEAD = f"""\
# Sayso's settings, read from {FILE} in the folder in which the command is started. Keep the file to this account: it
# holds secrets.
# What is commented out is the default. {PREFIX}… in the environment comes before this file: port is {PREFIX}PORT.
# `sayso settings` shows what is in force, `sayso doctor` what is wrong.
"""


def starting_file() -> str:
    """The file's text, in TOML."""
    fields = Settings.model_fields
    names = (*TO_BE_WRITTEN, *(name for name in fields if name not in TO_BE_WRITTEN))
    return "\n".join([HEAD, *(_setting(name) for name in names)])


def _setting(name: str) -> str:
    field = Settings.model_fields[name]
    mark = "" if name in TO_BE_WRITTEN else "# "
    return f"# {field.description}\n{mark}{name} = {_toml(field.default)}\n"


def _toml(value: object) -> str:
    match value:
        case None:
            return _toml("")  # the same as not set
        case SecretStr():
            return _toml(value.get_secret_value())
        case timedelta():
            return _toml(duration_text(value))
        case Path():
            return _toml(str(value))
        case _:
            return json.dumps(value)
