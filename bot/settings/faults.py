"""The settings, or one sentence for each that is wrong: which one, what was read, what to write."""

import os
import re
import stat
from collections.abc import Iterator

from pydantic import SecretStr, ValidationError

from blocks.kit.text import shorten, shown
from bot.logs.redaction import redacted
from bot.settings.database_url import MASK, masked_url
from bot.settings.names import PREFIX, SettingWarning, name_warnings, nearest, platform_note
from bot.settings.settings import Settings
from bot.settings.sources import FILE, BadSettings, given_in_environment, given_in_file
from bot.settings.tokens import is_a_secret

LONGEST_QUOTE = 60
_BEFORE_AT = re.compile(r"\S*@")
"""A user's name and password, where an address has lost what stands before ``://``."""


def read_settings() -> Settings:
    """The settings; raises BadSettings with a sentence for each fault."""
    _check_characters()
    try:
        return Settings()
    except ValidationError as error:
        # `from None`: the error's own text may quote what was read.
        raise BadSettings(*map(_sentence, _faults(error))) from None


def setting_warnings() -> tuple[SettingWarning, ...]:
    """One for each variable that looks like a setting and is none, and for a file of secrets open to others."""
    return (*name_warnings(os.environ, Settings.model_fields), *_file_warnings())


def setting_note() -> str | None:
    """A sentence where a platform made a variable that is called like a setting."""
    return platform_note(os.environ)


def is_secret(name: str) -> bool:
    """Whether the setting's value is never shown."""
    return Settings.model_fields[name].annotation is SecretStr


def _file_warnings() -> Iterator[SettingWarning]:
    try:
        is_open = FILE.stat().st_mode & stat.S_IROTH
    except OSError:
        return
    # A group may well be the bot's own.
    if is_open and any(is_secret(name) for name in given_in_file() if name in Settings.model_fields):
        problem = f"{FILE} holds secrets, and every account of this machine can read it"
        yield SettingWarning(problem, f"Run: chmod o-rwx {FILE}")


def _faults(error: ValidationError) -> Iterator[tuple[str, str, object]]:
    for fault in error.errors(include_url=False, include_context=False):
        yield str(fault["loc"][0]), fault["msg"].removeprefix("Value error, "), fault["input"]


def _sentence(fault: tuple[str, str, object]) -> str:
    name, problem, value = fault
    if isinstance(value, dict):
        section = f"[{shown(_without_secrets(name))}] in {FILE}"
        return f"{section} is a section; write each setting at the top, such as slack_bot_token = …"
    if name not in Settings.model_fields:
        meant = nearest(name.lower().removeprefix(PREFIX.lower()), Settings.model_fields)
        advice = f"did you mean {' or '.join(meant)}?" if meant else "`sayso settings` lists those there are."
        return f"{shown(_without_secrets(name))} in {FILE} is not a setting; {advice}"
    given = given_in_environment(Settings.model_fields, os.environ).get(name)
    where = given[0] if given else f"{name} in {FILE}"
    if is_secret(name) or (isinstance(value, str) and is_a_secret(value)):
        return f"{where} cannot be used (its value is not shown here): {problem}."
    if isinstance(value, list):
        return f"{where} is a list: {problem}."
    return f"{where} is “{shorten(shown(_without_secrets(str(value))), LONGEST_QUOTE)}”: {problem}."


def _without_secrets(text: str) -> str:
    """The text as it may be quoted: a secret can stand in the place of any setting, or of its name."""
    return _BEFORE_AT.sub(f"{MASK}@", redacted(masked_url(text)))


def _check_characters() -> None:
    """Raises BadSettings where a variable holds bytes that are no text."""
    for variable, text in given_in_environment(Settings.model_fields, os.environ).values():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadSettings(f"{variable} holds bytes that are not UTF-8: write it as UTF-8 text.") from None
