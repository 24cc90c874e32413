"""Why the program does not start."""


class StartRefused(Exception):
    """The program cannot run like this; the message says what to fix."""
