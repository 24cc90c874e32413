"""`/upload/v1/<secret>` takes a file's bytes, `/sandbox/files/<id>/<name>` gives them to people."""

from typing import Final
from urllib.parse import quote

from aiohttp import BodyPartReader, StreamReader, web

from sandbox.files.file import File
from sandbox.files.store import Files

_PIECE: Final = 1 << 16
# What a browser may show; everything else is bytes to it, so that no uploaded page or script ever runs here.
_SHOWN: Final = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp", "text/plain"})


class FileEndpoints:
    """Takes and gives the bytes of files."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def upload(self, request: web.Request) -> web.Response:
        """`OK - <size>` once the bytes are here, as many as were announced, raw or as a multipart form."""
        secret = request.match_info["secret"]
        file = self._files.awaited(secret)
        if file is None:
            return web.Response(status=404, text="This upload address is unknown or was used already.")
        content = await _read(request, file.size)
        if len(content) != file.size:
            got = f"more than {file.size}" if len(content) > file.size else str(len(content))
            return web.Response(status=400, text=f"{file.size} bytes were announced, {got} came.")
        if self._files.awaited(secret) is None:
            return web.Response(status=404, text="This upload address was used already.")
        self._files.receive(secret, content)
        return web.Response(text=f"OK - {len(content)}")

    async def serve(self, request: web.Request) -> web.Response:
        """The file's bytes, to be saved rather than opened."""
        file = self._files.complete(request.match_info["id"])
        if file is None or file.name != request.match_info["name"]:
            return web.Response(status=404, text="There is no such file.")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, content_type=_content_type(file), headers=headers)


def file_routes(files: Files) -> list[web.RouteDef]:
    """The routes that take and give files."""
    endpoints = FileEndpoints(files)
    return [
        web.post("/upload/v1/{secret}", endpoints.upload),
        web.get("/sandbox/files/{id}/{name}", endpoints.serve),
    ]


async def _read(request: web.Request, expected: int) -> bytes:
    """The bytes sent, reading little more than was announced."""
    source: StreamReader | BodyPartReader = request.content
    if request.content_type.startswith("multipart/"):
        part = await (await request.multipart()).next()
        if not isinstance(part, BodyPartReader):
            return b""
        source = part
    content = bytearray()
    while len(content) <= expected:
        piece = await (source.read_chunk(_PIECE) if isinstance(source, BodyPartReader) else source.read(_PIECE))
        if not piece:
            break
        content += piece
    return bytes(content)


def _content_type(file: File) -> str:
    return file.mimetype if file.mimetype in _SHOWN else "application/octet-stream"
