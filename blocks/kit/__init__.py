"""How Slack is spoken: ids, limits, text that cannot deceive, buttons, frames of windows."""
