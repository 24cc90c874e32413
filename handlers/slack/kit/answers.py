"""What Slack's answers mean, for whoever calls it: listeners that show something, and what the bot sends."""

MAY_HAVE_WORKED = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Slack says of these that some part of the call may have succeeded before the error."""
UNREADABLE = (AttributeError, RecursionError, ValueError)
"""What the SDK raises where the answer is JSON and no object, nested too deeply, or in no encoding."""
