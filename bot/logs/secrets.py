"""Which words of the settings are secrets."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from pydantic import BaseModel, SecretStr

_USER_AND_PASSWORD = re.compile(r"://[^:@/?#]*:(.*)@")
_PARAMETER = re.compile(r"(?i)[?&](?:\w*password|\w*secret|\w*token)=([^&#]*)")


def secrets_of(settings: BaseModel) -> Iterator[str]:
    """Every secret in these settings: of a URL only the password, so that messages can still say which server."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not isinstance(text, str):
            continue
        if "://" in text:
            for found in (*_USER_AND_PASSWORD.findall(text), *_PARAMETER.findall(text)):
                yield from {found, unquote(found)}
        elif isinstance(value, SecretStr):
            yield text
