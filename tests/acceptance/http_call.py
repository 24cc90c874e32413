"""One HTTP call, as any program on the same machine would make it."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 70.0
"""Longer than the longest answer that is held open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.text)


def call(method: str, url: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
    """The server's answer, whatever its status; OSError or HTTPException where there is none."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        data = None if body is None else json.dumps(body)
        sent = {**({"Content-Type": "application/json"} if data is not None else {}), **(headers or {})}
        connection.request(method, parts._replace(scheme="", netloc="").geturl(), data, sent)
        response = connection.getresponse()
        return Answer(response.status, response.read().decode())
    finally:
        connection.close()
