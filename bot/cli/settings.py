"""``sayso settings``: what is set, where it was read, and what it means; never a secret."""

from datetime import timedelta

from pydantic import SecretStr

from bot.cli.console import err, load_settings
from bot.cli.lists import AsJson, print_json, print_rows
from bot.logs.redaction import redacted
from bot.settings import PREFIX, Settings
from bot.settings.database_url import masked_url
from bot.settings.faults import setting_note
from oversight.calendar.duration import duration_text

NOT_SET = "(not set)"


def settings(*, as_json: AsJson = False) -> None:
    """Print every setting, its value and its meaning; of secrets only whether they are set, of URLs no password."""
    current = load_settings()
    if note := setting_note():
        err.print(note, markup=False)
    fields = Settings.model_fields
    values = {name: shown_value(name, getattr(current, name)) for name in fields}
    if as_json:
        print_json(
            [
                {
                    "setting": PREFIX + name.upper(),
                    "value": None if values[name] == NOT_SET else values[name],
                    "meaning": field.description,
                }
                for name, field in fields.items()
            ]
        )
        return
    rows = [(PREFIX + name.upper(), values[name], field.description or "") for name, field in fields.items()]
    print_rows(("setting", "value", "meaning"), rows)


def shown_value(name: str, value: object) -> str:
    """The value as it may be written again; a secret is only said to be set."""
    if value is None:
        return NOT_SET
    if isinstance(value, SecretStr):
        text = value.get_secret_value()
        return masked_url(text) if name == "database_url" else "(set)" if text else NOT_SET
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, float):
        return f"{value:g}"
    # A token may have been put into the wrong setting.
    return redacted(masked_url(str(value))) or NOT_SET
