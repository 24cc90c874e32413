"""A line of ours that may hold a time; what is shown and what is read aloud come from the same value."""

from dataclasses import dataclass
from datetime import datetime

from blocks.kit.message import Block
from blocks.kit.rich_text import date_mrkdwn, date_part, date_words, line, part
from blocks.kit.text import escape


@dataclass(frozen=True, slots=True)
class TimedText:
    """Text, then an optional time, then optional text: “Decided ”, 9:34, “ · rule quorum”."""

    text: str
    at: datetime | None = None
    after: str = ""

    @property
    def words(self) -> str:
        """The line where Slack converts no times: in UTC."""
        return f"{self.text}{date_words(self.at) if self.at else ''}{self.after}"

    @property
    def mrkdwn(self) -> str:
        """The line as mrkdwn that mentions nobody, the time in each reader's own zone."""
        return f"{escape(self.text)}{date_mrkdwn(self.at) if self.at else ''}{escape(self.after)}"

    @property
    def parts(self) -> list[Block]:
        """The line as rich text, the time in each reader's own zone."""
        made = [part(self.text)] if self.text else []
        made += [date_part(self.at)] if self.at else []
        return [*made, part(self.after)] if self.after or not made else made

    @property
    def line(self) -> Block:
        """The line as a paragraph."""
        return line(*self.parts)
