"""Makes one message stand in Slack as it should look now: posted where it is missing, updated where it is old.

A posting is prepared, with the token of its buttons, before anything is sent; where an earlier attempt was left without
an answer, the message is looked for by its mark before another is posted.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import aiohttp
import structlog
from msgspec import structs
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from blocks.kit.message import SlackMessage
from bot.delivery.attendance import require_reviewers
from bot.delivery.channels import Channels
from bot.delivery.faults import STANDS_STILL, Remedy, remedy_for
from bot.delivery.not_yet import NotYet
from bot.delivery.pacing import POST, UPDATE, Pacing
from bot.delivery.posted import HISTORY, REPLIES, find_posted, metadata
from bot.delivery.render import Drawing, Renderer
from bot.delivery.response_urls import ResponseUrls
from bot.slack.fault import SlackFault, answer
from handlers.slack.kit.response_url import respond
from oversight.ports.delivery import Claimed, Message, MessageKind, Posting, Postings
from oversight.ports.world import Directory

log = structlog.get_logger(__name__)

TOKEN_BYTES = 16
RESPONSE_SECONDS = 2.0
"""How long a response URL is waited for; after that the message is updated in the usual way."""
REDRAWN_AT_MOST = 3
Call = Callable[[], Awaitable[AsyncSlackResponse]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a channel's id, and the thread in it."""

    channel: str
    thread: str | None = None


def random_token() -> str:
    """What the buttons of one posting carry: 128 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Sender:
    """Posts and updates messages at Slack's pace."""

    def __init__(
        self,
        slack: AsyncWebClient,
        renderer: Renderer,
        postings: Postings,
        channels: Channels,
        pacing: Pacing,
        *,
        directory: Directory,
        token: Callable[[], str] = random_token,
    ) -> None:
        """Ready to send."""
        self._slack = slack
        self._renderer = renderer
        self._postings = postings
        self._channels = channels
        self._pacing = pacing
        self._directory = directory
        self._token = token
        self.response_urls = ResponseUrls()

    async def send(
        self,
        claimed: Claimed,
        now: datetime,
        *,
        instead: str | None = None,
        plainly: bool = False,
        to_nobody: bool = False,
        pressed: bool = False,
    ) -> bool:
        """The message stands in Slack as it should look now, in its own channel or in the one given instead.

        ``pressed`` where somebody has just pressed on it and looks: it goes before all others.

        False where it was left alone although the action is still open: somebody else is asked by now, and what went
        wrong here before stays visible. Raises NotYet or SlackFault, and TooFewReviewers where a first card would ask
        nobody; not with ``to_nobody``.
        """
        posting = await self._posting(claimed)
        drawing = await self._renderer.draw(claimed.message, posting.token, now)
        if drawing is None:
            return True
        if plainly:
            drawing = replace(drawing, message=SlackMessage(drawing.message.text, []))
        if posting.ts is not None and instead is None:
            shown = posting.shown_revision == drawing.revision and not plainly
            why = None if shown else await self._lost(posting, drawing, now, pressed=pressed)
            if why is None:
                return True
            if why in STANDS_STILL:  # what it says is no longer true, so the truth is wanted beside it
                drawing = replace(drawing, wanted=True)
            await self._postings.lost(posting.kind, posting.ref)
            posting = structs.replace(posting, ts=None)
        channel = claimed.message.channel if instead is None else instead
        if claimed.in_doubt and await self._found(channel, posting, drawing, now):
            return True
        if drawing.wanted:
            if drawing.asking is not None and not to_nobody:
                await require_reviewers(drawing.asking, self._directory, self._renderer.policy)
            await self._post(await self._place(channel, drawing, now), posting, drawing, now)
        return drawing.wanted or drawing.closed

    async def redraw(self, posting: Posting, now: datetime) -> None:
        """The message shows today's state, whatever we believe that it shows."""
        drawn = None
        for _ in range(REDRAWN_AT_MOST):
            drawing = await self._today(posting, now)
            if drawing is None or posting.ts is None or drawing.revision == drawn:
                return
            # It is not leased: another replica may have drawn a newer state while this one was on its way.
            await self._updated(posting, drawing, now, pressed=True)
            drawn = drawing.revision

    async def is_old(self, posting: Posting, now: datetime) -> bool:
        """Whether the message is known to show an older state than today's."""
        known = await self._postings.posting(posting.kind, posting.ref)
        drawing = await self._today(known, now) if known is not None and known.ts is not None else None
        return drawing is not None and known is not None and known.shown_revision != drawing.revision

    async def _today(self, posting: Posting, now: datetime) -> Drawing | None:
        return await self._renderer.draw(Message(posting.kind, posting.ref, "", 0), posting.token, now)

    async def _posting(self, claimed: Claimed) -> Posting:
        message = claimed.message
        if message.kind is MessageKind.NOTE:
            # Said once and never changed: the row's own number is enough to find it by.
            return Posting(message.kind, f"{message.ref}.{claimed.id}", "")
        return await self._postings.prepare(message.kind, message.ref, self._token())

    async def _place(self, channel: str, drawing: Drawing, now: datetime) -> Place:
        if drawing.under is None:
            return Place(await self._channels.id_of(channel, now))
        parent = drawing.under
        assert parent.channel_id is not None
        return Place(parent.channel_id, parent.ts)

    async def _lost(self, posting: Posting, drawing: Drawing, now: datetime, *, pressed: bool) -> str | None:
        """Why another message has to take its place; None where it shows the drawing, or need not."""
        try:
            return await self._updated(posting, drawing, now, pressed=pressed)
        except SlackFault as fault:
            if drawing.wanted or remedy_for(fault.error) is not Remedy.ANOTHER_CHANNEL:
                raise
            log.info("an old card cannot be reached any more, and need not be", ref=posting.ref, fault=str(fault))
            return None

    async def _found(self, channel: str, posting: Posting, drawing: Drawing, now: datetime) -> bool:
        """Whether it stood there already, from an attempt whose answer was lost; then it shows the drawing now."""
        try:
            place = await self._place(channel, drawing, now)
            if held := self._pacing.held_until(REPLIES if place.thread else HISTORY, now):
                raise NotYet(held, "Slack asked to wait")
            ts = await find_posted(self._slack, place.channel, place.thread, _mark(posting), drawing.since)
        except SlackFault as fault:
            if fault.error == "missing_scope":
                # A card twice is better than a card never.
                log.warning("may post a message again: no scope to look whether it stands there", ref=posting.ref)
                return False
            if not drawing.wanted and remedy_for(fault.error) is Remedy.ANOTHER_CHANNEL:
                return False  # nobody can see it there, and nobody needs it any more
            raise
        if ts is None:
            return False
        found = structs.replace(posting, channel_id=place.channel, ts=ts)
        return posting.kind is MessageKind.NOTE or await self._updated(found, drawing, now) is None

    async def _updated(self, posting: Posting, drawing: Drawing, now: datetime, *, pressed: bool = False) -> str | None:
        """None: the message there shows the drawing. Else Slack's word for why there is none that we could change."""
        assert posting.channel_id is not None
        assert posting.ts is not None
        content = _content(drawing.message, _mark(posting))
        call = partial(self._slack.chat_update, channel=posting.channel_id, ts=posting.ts, **content)
        try:
            if not (pressed and await self._replaced(posting, content)):
                await self._in_turn(UPDATE, posting.channel_id, call, now, pressed=pressed)
        except SlackFault as fault:
            if remedy_for(fault.error) is Remedy.POST_ANEW:
                return fault.error
            raise
        await self._record(posting, posting.channel_id, posting.ts, drawing)
        return None

    async def _replaced(self, posting: Posting, content: dict[str, Any]) -> bool:
        """Whether the message was changed by the response URL of a press on it, which uses up no turn."""
        url = self.response_urls.take(posting)
        if url is None:
            return False
        try:
            async with asyncio.timeout(RESPONSE_SECONDS):
                if await respond(url, {**content, "replace_original": True}, self._slack):
                    return True
            why = "refused"
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            why = type(error).__name__  # an error's words may hold the URL
        log.info("a response URL did not work", ref=posting.ref, why=why)
        self.response_urls.refused(posting, url)
        return False

    async def _post(self, place: Place, posting: Posting, drawing: Drawing, now: datetime) -> None:
        call = partial(
            self._slack.chat_postMessage,
            channel=place.channel,
            thread_ts=place.thread,
            unfurl_links=False,
            unfurl_media=False,
            unfurl_app_links=False,
            **_content(drawing.message, _mark(posting)),
        )
        if posting.kind is not MessageKind.NOTE and posting.channel_id != place.channel:
            # Somebody may press its buttons before we know where it stands, or without our ever getting the answer.
            await self._postings.posting_to(posting, place.channel, drawing.shown)
        told = await self._in_turn(POST, place.channel, call, now)
        if posting.kind is not MessageKind.NOTE:
            await self._record(posting, str(told["channel"]), str(told["ts"]), drawing)

    async def _record(self, posting: Posting, channel: str, ts: str, drawing: Drawing) -> None:
        stands = structs.replace(posting, channel_id=channel, ts=ts, shown_revision=drawing.revision)
        await self._postings.posted(stands, drawing.shown)

    async def _in_turn(
        self, method: str, channel: str, call: Call, now: datetime, *, pressed: bool = False
    ) -> dict[str, Any]:
        if held := self._pacing.held_until(method, now):
            raise NotYet(held, "Slack asked to wait")
        turn = self._pacing.free_at(method, channel, now, pressed=pressed)
        if turn > now:
            raise NotYet(turn, "not this channel's turn", turn_of=method)
        self._pacing.take(method, channel, now)
        try:
            told = await answer(method, call())
        except SlackFault as fault:
            if not fault.in_doubt:
                self._pacing.give_back(method, channel)
            raise
        self._pacing.answered()
        return told


def _mark(posting: Posting) -> str:
    return f"{posting.kind}:{posting.ref}"


def _content(message: SlackMessage, ref: str) -> dict[str, Any]:
    return {
        "text": message.text,
        "blocks": message.blocks,
        "metadata": metadata(ref),
        "parse": "none",
        "link_names": False,
    }
