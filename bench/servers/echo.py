"""Baseline (a): aiohttp that reads a body and answers. Nothing built on aiohttp is faster."""

import asyncio
import sys

import uvloop
from aiohttp import web


async def serve(port: int) -> None:
    """Answers until it is stopped."""

    async def echo(request: web.Request) -> web.Response:
        return web.Response(body=await request.read(), status=201)

    app = web.Application()
    app.router.add_post("/v1/actions", echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
