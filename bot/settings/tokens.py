"""Which kind of secret stands in which setting: a wrong kind is told by its first letters, before Slack is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.settings.names import PREFIX
from bot.settings.settings import Settings

_KINDS = (
    (re.compile(r"xoxb-|xoxe\.xoxb-"), "bot token"),
    (re.compile(r"xapp-"), "app-level token"),
    (re.compile(r"(?:xoxe\.)?xoxp-"), "user token"),
    (re.compile(r"xoxe-"), "refresh token"),
    (re.compile(r"xwfp-"), "workflow token"),
    (re.compile(r"xox[a-z]-"), "token of another kind"),
    (re.compile(r"https?://"), "URL"),
    (re.compile(r"say_"), "agent's key"),
    (re.compile(r"[AC-WZ][A-Z0-9]{8,}$"), "Slack id"),
    (re.compile(r"\d+\.\d+$"), "client id"),
    (re.compile(r"[0-9a-f]{32}$"), "signing secret"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one setting wants."""

    setting: str
    kind: str
    is_found: str
    """What it looks like and where Slack shows it."""


BOT = Wanted("slack_bot_token", "bot token", "xoxb-…, from “Install App”")
APP = Wanted("slack_app_token", "app-level token", "xapp-…, from “Basic Information → App-Level Tokens”")
SIGNING = Wanted("slack_signing_secret", "signing secret", "from “Basic Information → App Credentials”")


@dataclass(frozen=True, slots=True)
class WrongKind:
    """A secret in the wrong setting."""

    problem: str
    fix: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.problem}. {self.fix}."


def wrong_kinds(settings: Settings) -> Iterator[WrongKind]:
    """Each secret that is recognisably of another kind than its setting wants."""
    wants = (BOT, APP, SIGNING)
    found = [kind_of(getattr(settings, wanted.setting).get_secret_value()) for wanted in wants]
    if found[:2] == [APP.kind, BOT.kind]:
        yield WrongKind(
            f"{PREFIX}SLACK_BOT_TOKEN and {PREFIX}SLACK_APP_TOKEN are swapped",
            "Exchange them: the bot token begins with xoxb-, the app-level token with xapp-",
        )
        return
    for wanted, kind in zip(wants, found, strict=True):
        if kind is not None and kind != wanted.kind:
            article = "an" if kind[0] == "a" else "a"
            variable = f"{PREFIX}{wanted.setting.upper()}"
            yield WrongKind(f"{variable} holds {article} {kind}", f"Set it to the {wanted.kind}, {wanted.is_found}")


def is_a_secret(text: str) -> bool:
    """Whether the text is recognisably a secret, wherever it stands."""
    return kind_of(text) not in (None, "URL", "Slack id", "client id")


def kind_of(secret: str) -> str | None:
    """What the text is by its first letters; None where that says nothing."""
    return next((kind for pattern, kind in _KINDS if pattern.match(secret)), None)
