"""The answer at the root: what this is and where to go on, for whoever opens the address."""

from html import escape
from typing import Final

import orjson
from aiohttp import web

from handlers.http.doors.version import version

VERSION: Final = version()
_SAYS: Final = "Approvals in Slack for the actions of AI agents"
_LINKS: Final = {
    "documentation": "/docs",
    "openapi": "/openapi.json",
    "actions": "/v1/actions",
    "alive": "/healthz",
    "ready": "/readyz",
}
_JSON: Final = orjson.dumps({"name": "Sayso", "version": VERSION, "description": _SAYS, "links": _LINKS})
_PAGE: Final = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sayso</title>
</head>
<body>
<h1>Sayso {escape(VERSION)}</h1>
<p>{_SAYS}. This is the agents' API; people decide in Slack.</p>
<ul>
{"".join(f'<li><a href="{address}">{name}</a></li>' for name, address in _LINKS.items() if name != "actions")}
</ul>
</body>
</html>
"""


async def about(request: web.Request) -> web.Response:
    """JSON, or a small page for who asks for HTML."""
    if "text/html" in request.headers.get("Accept", ""):
        policy = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
        return web.Response(text=_PAGE, content_type="text/html", headers=policy | {"Vary": "Accept"})
    return web.Response(body=_JSON, content_type="application/json", headers={"Vary": "Accept"})
