"""A file as the workspace keeps it."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

_SNIPPET = "text/plain"
_UNKNOWN = "application/octet-stream"


@dataclass(slots=True)
class File:
    """One file; `content` is None until it was uploaded, nobody sees it before `is_complete`.

    `shares` are the ids of the conversations that it stands in, each with its kind.
    """

    id: str
    name: str
    size: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    snippet_type: str = ""
    content: bytes | None = None
    is_complete: bool = False
    shares: dict[str, str] = field(default_factory=dict)

    @property
    def mimetype(self) -> str:
        """Its MIME type, guessed from the name."""
        if self.snippet_type:
            return _SNIPPET
        return mimetypes.guess_type(self.name, strict=False)[0] or _UNKNOWN

    @property
    def path(self) -> str:
        """Where the workspace serves it."""
        return f"/sandbox/files/{self.id}/{quote(self.name, safe='')}"

    def as_json(self, address: str) -> dict[str, Any]:
        """The file object of Slack, with its links at this address."""
        link = f"{address}{self.path}"
        extension = PurePosixPath(self.name).suffix.removeprefix(".").lower()
        described: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.snippet_type or extension or "binary",
            "pretty_type": (self.snippet_type or extension or "binary").upper(),
            "user": self.user,
            "user_team": "T0SANDBOX",
            "size": self.size,
            "mode": "snippet" if self.snippet_type else "hosted",
            "editable": bool(self.snippet_type),
            "is_external": False,
            "external_type": "",
            "is_public": "public_channel" in self.shares.values(),
            "public_url_shared": False,
            "url_private": link,
            "url_private_download": link,
            "permalink": link,
            "channels": self._shared_in("public_channel"),
            "groups": self._shared_in("private_channel", "mpim"),
            "ims": self._shared_in("im"),
            "comments_count": 0,
            "file_access": "visible",
        }
        return described | ({"alt_txt": self.alt_text} if self.alt_text else {})

    def _shared_in(self, *kinds: str) -> list[str]:
        return [channel for channel, kind in self.shares.items() if kind in kinds]
