"""A line to a server that can be made mute: connections stand, new ones are accepted, and nothing comes through."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit


@dataclass(slots=True)
class MuteLine:
    """What is forwarded, and to where."""

    target: tuple[str, int]
    listener: socket.socket
    speaks: threading.Event = field(default_factory=threading.Event)
    ends: list[socket.socket] = field(default_factory=list)

    def accept(self) -> None:
        """Every connection has a line of its own, until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.target)
                self.ends += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                self.speaks.wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(url: str) -> Iterator[tuple[str, MuteLine]]:
    """The URL by way of the line, and the line, which speaks at first."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = MuteLine((parts.hostname, parts.port), listener)
        line.speaks.set()
        threading.Thread(target=line.accept, daemon=True).start()
        netloc = f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{listener.getsockname()[1]}"
        try:
            yield urlunsplit(parts._replace(netloc=netloc)), line
        finally:
            line.speaks.set()
            for end in line.ends:
                end.close()
