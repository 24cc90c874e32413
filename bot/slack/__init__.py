"""Slack's connections: sockets, signed HTTP, calls, and who is who."""
