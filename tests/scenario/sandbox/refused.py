"""Asking for a refusal, in one line."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refused(call) -> Any:
    """Slack's answer to a call that it must refuse."""
    with pytest.raises(SlackApiError) as raised:
        await call
    return raised.value.response


async def error_of(call) -> str:
    """The name of the refusal."""
    error: str = (await refused(call))["error"]
    return error
