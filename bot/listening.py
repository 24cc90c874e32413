"""Why the agents' API could not be opened, and which setting to change."""

import errno
import socket

from bot.settings import Settings


def cannot_listen(error: OSError, settings: Settings) -> str:
    """A sentence for the operator."""
    where = f"Port {settings.port} of {settings.host}"
    if isinstance(error, socket.gaierror):
        return f"SAYSO_HOST is {settings.host}, a name without an address. Set it to an address, such as 0.0.0.0."
    match error.errno:
        case errno.EADDRINUSE:
            return f"{where} is taken. Set SAYSO_PORT to another, or to 0 for any free one."
        case errno.EACCES:
            return f"{where} is not for this account to open. Set SAYSO_PORT to one above 1023."
        case errno.EADDRNOTAVAIL:
            return f"{settings.host} is no address of this machine. Set SAYSO_HOST to one, or to 0.0.0.0 for all."
        case _:
            return f"{where} cannot be opened: {error.strerror}. Check SAYSO_HOST and SAYSO_PORT."
