"""The OpenAPI document, and Swagger UI on it, served from this machine alone."""

import asyncio
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

from aiohttp import web

from handlers.http.docs.openapi import openapi_json

_BUNDLE: Final = "openapi_ui_bundles.swagger_ui"
_ASSETS: Final = MappingProxyType(
    {
        "swagger-ui-bundle.js": "text/javascript",
        "swagger-ui.css": "text/css",
        "favicon-32x32.png": "image/png",
    }
)

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sayso: the agents' API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs JavaScript. The document itself is <a href="/openapi.json">here</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""

_START: Final = """SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
  presets: [SwaggerUIBundle.presets.apis],
});
"""

# Swagger UI sets style attributes and draws its icons from data: addresses; scripts and connections stay at home.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class DocsHandlers:
    """The handlers that explain the API."""

    async def document(self, _request: web.Request) -> web.Response:
        """The OpenAPI 3.1 document; the first to ask waits until it is made, and nobody else does."""
        return web.Response(body=await asyncio.to_thread(openapi_json), content_type="application/json")

    async def page(self, _request: web.Request) -> web.Response:
        """The document for people."""
        return web.Response(
            text=_PAGE,
            content_type="text/html",
            headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Referrer-Policy": "no-referrer"},
        )

    async def asset(self, request: web.Request) -> web.StreamResponse:
        """One file of the page."""
        name = request.match_info["asset"]
        if name == "start.js":
            return web.Response(text=_START, content_type="text/javascript")
        if name not in _ASSETS:
            raise web.HTTPNotFound
        return web.FileResponse(
            Path(str(resources.files(_BUNDLE) / "vendor" / name)),
            headers={"Content-Type": _ASSETS[name], "Cache-Control": "public, max-age=86400"},
        )
