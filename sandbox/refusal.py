"""How the sandbox says no, in Slack's own words."""

from typing import Any


class SlackRefusalError(Exception):
    """Slack answers `ok: false` with this error name and these further fields."""

    def __init__(self, error: str, *, status: int = 200, headers: dict[str, str] | None = None, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}
        self.fields = fields

    def body(self) -> dict[str, Any]:
        """The JSON body that Slack would send."""
        return {"ok": False, "error": self.error, **self.fields}
