"""Refuses requests to another address, and requests that a foreign page made."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

_LOCAL_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_NOT_FOR_LINKS: Final = ("/api/", "/sandbox/", "/response/", "/link/")
_CONTENT_POLICY: Final = (
    "default-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _name_of(host: str) -> str:
    return (host if host.endswith("]") else host.rpartition(":")[0] or host).lower()


def _is_ours(request: web.Request) -> bool:
    """Whether no foreign page made this request; apps and tools send neither of the two headers."""
    origin = request.headers.get("Origin")
    if origin is not None and origin not in {f"http://{request.host}", f"https://{request.host}"}:
        return False
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site in {"none", "same-origin"}:
        return True
    # An image or a script of a foreign page carries no Origin; a link that a person follows to the page is welcome.
    return request.headers.get("Sec-Fetch-Mode") == "navigate" and not request.path.startswith(_NOT_FOR_LINKS)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The handler's answer, or 403 when the Host or the Origin is not ours."""
    if _name_of(request.host) not in _LOCAL_NAMES:
        raise web.HTTPForbidden(text="The sandbox answers only to 127.0.0.1 and localhost.")
    if not _is_ours(request):
        raise web.HTTPForbidden(text="The sandbox answers only to its own page.")
    return await handler(request)


async def add_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """The response forbids remote assets, framing, reading by foreign pages and guessing of types, and is not kept."""
    response.headers["Content-Security-Policy"] = _CONTENT_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # A browser that keeps a part of the page would mix it with those of a newer sandbox.
    response.headers["Cache-Control"] = "no-cache"
