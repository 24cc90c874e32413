"""The settings as one typed object whose fields describe themselves."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings import values
from bot.settings.database_url import read_database_url
from bot.settings.sources import PREFIX, Environment, SettingsFile

__all__ = ["PREFIX", "Settings", "Transport"]


class Transport(StrEnum):
    """How Slack reaches us."""

    SOCKET = "socket"
    """A WebSocket that we open: no public URL needed."""
    HTTP = "http"
    """Signed requests to ``/slack/events`` of our public URL."""


LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")

FilePath = Annotated[Path, BeforeValidator(values.read_path)]
Secret = Annotated[SecretStr, BeforeValidator(values.read_secret)]
Token = Annotated[SecretStr, BeforeValidator(values.read_token)]


class Settings(BaseSettings):
    """Read from ``SAYSO_…`` in the environment, then from ``sayso.toml`` in the working directory."""

    # An error must not quote what it is about: it may be a secret.
    model_config = SettingsConfigDict(extra="forbid", frozen=True, validate_default=True, hide_input_in_errors=True)

    database_url: Annotated[SecretStr, BeforeValidator(read_database_url)] = Field(
        SecretStr("sqlite:///var/sayso.db"),
        description="Where everything is remembered: sqlite:///path for one process, postgresql://… for several.",
    )
    policy_file: FilePath = Field(
        Path("policy.yml"), description="The one policy; read at start and by `sayso policy reload`."
    )
    run_dir: FilePath = Field(
        Path("var/run"), description="Where a running bot keeps a note of itself, for `sayso policy reload`."
    )
    host: Annotated[str, BeforeValidator(values.read_host)] = Field(
        "127.0.0.1", description="Address that agents' HTTP API listens on."
    )
    port: Annotated[int, BeforeValidator(values.read_port)] = Field(8080, description="Its port; 0 takes any free one.")
    slack_transport: Annotated[Transport, BeforeValidator(values.one_of(*Transport))] = Field(
        Transport.SOCKET, description="socket (no public URL) or http (signed requests)."
    )
    slack_bot_token: Token = Field(SecretStr(""), description="Bot token, xoxb-…")
    slack_app_token: Token = Field(SecretStr(""), description="App-level token, xapp-…; only for socket.")
    slack_signing_secret: Token = Field(SecretStr(""), description="Signing secret; only for http.")
    slack_base_url: Annotated[str, BeforeValidator(values.read_base_url)] = Field(
        "https://slack.com/api/", description="Slack's Web API; the sandbox has its own."
    )
    slack_posts_per_second: Annotated[float, BeforeValidator(values.read_rate)] = Field(
        1.0, description="New messages a second in one channel; Slack allows about one."
    )
    sample_secret: Secret = Field(
        SecretStr(""),
        description="Key of the lottery that picks samples, the same on every replica. Default: from the bot token.",
    )
    audit_key_file: FilePath = Field(
        Path("var/sayso-audit.key"),
        description="The key that signs the audit log, made by `sayso audit keygen`; without one nothing is signed.",
    )
    audit_key: Secret = Field(
        SecretStr(""), description="The key itself, where secrets come by the environment; then no file is read."
    )
    audit_checkpoint_file: FilePath | None = Field(
        None, description="A file to which each signed checkpoint of the audit log is appended, best on another disk."
    )
    audit_policy_file: FilePath | None = Field(
        None, description="A C2SP tlog-policy file; its witnesses that have a URL are asked to cosign each checkpoint."
    )
    key_grace: Annotated[timedelta, BeforeValidator(values.read_span)] = Field(
        timedelta(days=1), description="How long an old agent key lives after rotation: 24h, 30m, 7d."
    )
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], BeforeValidator(values.one_of(*LEVELS, warn="warning"))
    ] = Field("info", description="Least level that is logged.")
    log_format: Annotated[Literal["text", "json"], BeforeValidator(values.one_of(*FORMATS))] = Field(
        "text", description="text for people, json for collectors."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the file."""
        return init_settings, Environment(settings_cls), SettingsFile(settings_cls)

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
        return hmac.digest(seed.encode(), b"sayso lazy review 1", hashlib.sha256)
