"""What the operator sets: one typed object, validated whole at start, read only by the wiring."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "COUNTERSIGN_"


class Transport(StrEnum):
    """How Slack reaches us."""

    SOCKET = "socket"
    """A WebSocket that we open: no public URL needed."""
    HTTP = "http"
    """Signed requests to ``/slack/events`` of our public URL."""


class Settings(BaseSettings):
    """Read from ``COUNTERSIGN_…`` in the environment, then from ``countersign.toml`` in the working directory."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file="countersign.toml", extra="forbid", frozen=True, validate_default=True
    )

    database_url: str = Field(
        "sqlite:///var/countersign.db",
        description="Where everything is remembered: sqlite:///path for one process, postgresql://… for several.",
    )
    policy_file: Path = Field(
        Path("policy.yml"), description="The one policy; read at start and by `countersign policy reload`."
    )
    run_dir: Path = Field(
        Path("var/run"), description="Where a running bot keeps a note of itself, for `countersign policy reload`."
    )
    host: str = Field("127.0.0.1", description="Address that agents' HTTP API listens on.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="Its port; 0 takes any free one.")
    slack_transport: Transport = Field(
        Transport.SOCKET, description="socket (no public URL) or http (signed requests)."
    )
    slack_bot_token: SecretStr = Field(SecretStr(""), description="Bot token, xoxb-…")
    slack_app_token: SecretStr = Field(SecretStr(""), description="App-level token, xapp-…; only for socket.")
    slack_signing_secret: SecretStr = Field(SecretStr(""), description="Signing secret; only for http.")
    slack_base_url: str = Field("https://slack.com/api/", description="Slack's Web API; the sandbox has its own.")
    slack_posts_per_second: float = Field(
        1.0, gt=0, le=1000, description="New messages a second in one channel; Slack allows about one."
    )
    sample_secret: SecretStr = Field(
        SecretStr(""),
        description="Key of the lottery that picks samples, the same on every replica. Default: from the bot token.",
    )
    key_grace: timedelta = Field(timedelta(days=1), description="How long an old agent key lives after rotation.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")
    log_format: Literal["text", "json"] = Field("text", description="text for people, json for collectors.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @model_validator(mode="after")
    def _base_url_ends_with_slash(self) -> Self:
        if not self.slack_base_url.endswith("/"):
            raise ValueError("slack_base_url must end with a slash, as https://slack.com/api/ does")
        return self

    def missing_for_slack(self) -> tuple[str, ...]:
        """The names of the settings without which Slack cannot be reached over the chosen transport."""
        needed = {
            "slack_bot_token": self.slack_bot_token,
            **(
                {"slack_app_token": self.slack_app_token}
                if self.slack_transport is Transport.SOCKET
                else {"slack_signing_secret": self.slack_signing_secret}
            ),
        }
        return tuple(name for name, secret in needed.items() if not secret.get_secret_value())

    def lottery_key(self) -> bytes:
        """The secret behind lazy review's choice: agents that could guess it could dodge review."""
        own = self.sample_secret.get_secret_value()
        seed = own or self.slack_bot_token.get_secret_value()
        return hmac.digest(seed.encode(), b"countersign lazy review 1", hashlib.sha256)
