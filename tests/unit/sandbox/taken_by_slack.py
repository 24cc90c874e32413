"""Whether Slack takes what the bot shows, as the sandbox answers it when it is posted, updated or opened."""

from blocks.kit.message import SlackMessage, View
from bot.delivery.posted import metadata
from sandbox import limits
from sandbox.refusal import SlackRefusalError
from sandbox.validation.messages import Content, refuse_bad_content
from sandbox.validation.views import refuse_bad_view


def refused(shown: SlackMessage | View) -> str | None:
    """Why it is refused, or None. Any message may have to be updated later, so the narrower limit holds."""
    try:
        if isinstance(shown, SlackMessage):
            content = Content(shown.text, shown.blocks, None, metadata("act_01JX0000000000000000000001.0"))
            refuse_bad_content(content, text_limit=limits.UPDATE_TEXT)
        else:
            refuse_bad_view(shown, shown["type"])
    except SlackRefusalError as no:
        return f"{no.error} {no.fields}"
    return None
