"""A witness over HTTP that keeps strictly to C2SP ``tlog-witness``; it knows nothing of our code.

It can be told to be slow, to say what no witness says, and to have seen another history.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NUMBER = r"(?:0|[1-9][0-9]*)"
DASH = "\N{EM DASH} "


class Refused(Exception):
    """With this status, body and type of content."""

    def __init__(self, status: int, body: str = "", content_type: str = "text/plain"):
        super().__init__(status)
        self.status, self.body, self.content_type = status, body, content_type


@dataclass
class FakeWitness:
    """One witness, the logs that it trusts, and what it has cosigned."""

    name: str
    seed: bytes = b"w" * 32
    logs: dict[str, str] = field(default_factory=dict)
    """Verifier keys by origin."""
    at: int = 1_772_440_000
    """When it signs, in seconds since 1970."""
    latest: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Size and root by origin."""
    requests: list[str] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    """Given before any of its own."""
    is_stuck: bool = False
    url: str = ""

    @property
    def vkey(self) -> str:
        """Its verifier key."""
        public = bytes([4]) + Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return f"{self.name}+{self._key_id(public).hex()}+{base64.b64encode(public).decode()}"

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[FakeWitness]:
        """It answers at ``url``."""
        app = web.Application()
        app.router.add_post("/prefix/add-checkpoint", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/prefix/"
            yield self
        finally:
            await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.requests.append(body.decode(errors="replace"))
        if self.is_stuck:
            await asyncio.Event().wait()
        if self.answers:
            return self.answers.pop(0)
        try:
            return web.Response(text=self._add(body.decode()))
        except Refused as no:
            return web.Response(status=no.status, body=no.body.encode(), headers={"Content-Type": no.content_type})

    def _add(self, body: str) -> str:
        head, found, note = body.partition("\n\n")
        old_line, *proof_lines = head.split("\n")
        old = re.fullmatch(f"old ({NUMBER})", old_line)
        if not found or old is None or len(proof_lines) > 63:
            raise Refused(400, "no request")
        old_size, proof = int(old[1]), [_hash(line) for line in proof_lines]
        text, found, signatures = note.rpartition("\n\n")
        text += "\n"
        lines = text.split("\n")[:-1]
        if not found or not signatures.endswith("\n") or len(lines) < 3 or not re.fullmatch(NUMBER, lines[1]):
            raise Refused(400, "no checkpoint")
        origin, size, root = lines[0], int(lines[1]), _hash(lines[2])
        if origin not in self.logs:
            raise Refused(404, "unknown log")
        if not any(_signed(self.logs[origin], text, line) for line in signatures.split("\n")[:-1]):
            raise Refused(403, "no signature of a key that is trusted")
        if old_size > size:
            raise Refused(400, "the old size is larger")
        known_size, known_root = self.latest.get(origin, (0, b""))
        if old_size != known_size or (old_size == size and size and root != known_root):
            raise Refused(409, f"{known_size}\n", "text/x.tlog.size")
        if old_size == 0 and proof:
            raise Refused(422, "there is nothing to prove")
        if old_size and not _grew(old_size, size, known_root, root, proof):
            raise Refused(422, "the proof is wrong")
        self.latest[origin] = (size, root)
        return f"{self.cosigned(text)}\n"

    def cosigned(self, text: str) -> str:
        """Its signature line for the text of a checkpoint."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = key.sign(f"cosignature/v1\ntime {self.at}\n{text}".encode())
        material = (
            self._key_id(bytes([4]) + key.public_key().public_bytes_raw()) + self.at.to_bytes(8, "big") + signature
        )
        return f"{DASH}{self.name} {base64.b64encode(material).decode()}"

    def _key_id(self, public: bytes) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + public).digest()[:4]


def _hash(line: str) -> bytes:
    try:
        data = base64.b64decode(line, validate=True)
    except ValueError as error:
        raise Refused(400, "no base64") from error
    if len(data) != 32:
        raise Refused(400, "no hash")
    return data


def _signed(vkey: str, text: str, line: str) -> bool:
    name, key_id, encoded = vkey.split("+", 2)
    who, _, signature = line.removeprefix(DASH).partition(" ")
    material = base64.b64decode(signature)
    if who != name or material[:4].hex() != key_id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:]).verify(material[4:], text.encode())
    except InvalidSignature as error:
        raise Refused(403, "a wrong signature") from error
    return True


def _grew(old_size: int, size: int, old_root: bytes, root: bytes, proof: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    if old_size == size:
        return not proof
    if not proof:
        return False
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else proof
    first, second = old_size - 1, size - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    old = new = path[0]
    for node in path[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            old, new = _node(node, old), _node(node, new)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            new = _node(new, node)
        first, second = first >> 1, second >> 1
    return second == 0 and (old, new) == (old_root, root)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
