"""What the workspace contains, in memory."""

import itertools
import secrets
from dataclasses import dataclass, field

from sandbox.channel import Channel
from sandbox.message import Message
from sandbox.people import User, Usergroup
from sandbox.view import View

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def new_id(prefix: str) -> str:
    """An identifier of Slack's kind that was never given out before."""
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(10))


@dataclass(slots=True)
class World:
    """The people, groups, channels, messages and open views of one workspace.

    `edit_window` is how many seconds long a message may be edited, None for always.
    """

    team_id: str
    team_name: str
    team_domain: str
    bot: User
    users: dict[str, User]
    usergroups: dict[str, Usergroup]
    channels: dict[str, Channel]
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    edit_window: float | None = None
    _last_microsecond: int = 0

    def next_ts(self, now: float) -> str:
        """A message timestamp later than every one before it."""
        self._last_microsecond = max(self._last_microsecond + 1, int(now * 1_000_000))
        return f"{self._last_microsecond // 1_000_000}.{self._last_microsecond % 1_000_000:06d}"

    def channel_named(self, name: str) -> Channel | None:
        """The channel with this id, or with this name when one gives `#name`."""
        if name in self.channels:
            return self.channels[name]
        bare = name.removeprefix("#")
        return next((one for one in self.channels.values() if one.name == bare and not one.is_im), None)

    def user_named(self, name: str) -> User | None:
        """The member whom this names: an id, a user name with or without `@`, or a full name that nobody else has."""
        if name in self.users:
            return self.users[name]
        bare = name.removeprefix("@").casefold()
        by_name = [one for one in self.users.values() if one.name.casefold() == bare]
        found = by_name or [one for one in self.users.values() if one.real_name.casefold() == bare]
        return found[0] if len(found) == 1 else None

    def usergroup_named(self, name: str) -> Usergroup | None:
        """The usergroup with this id, or with this handle, with or without `@`."""
        bare = name.removeprefix("@")
        return self.usergroups.get(name) or next((one for one in self.usergroups.values() if one.handle == bare), None)

    def direct_channel_with(self, user: str) -> Channel | None:
        """The direct message between this person and the bot, None where there is none."""
        return next((one for one in self.channels.values() if one.im_with == user), None)

    def direct_channel(self, user: str) -> Channel:
        """The direct message between this person and the bot, opened if need be."""
        standing = self.direct_channel_with(user)
        if standing is not None:
            return standing
        channel = Channel(
            id=f"D0{user[2:]}" if user.startswith("U0") else new_id("D"),
            name=f"dm-{user.lower()}",
            members=[user, self.bot.id],
            im_with=user,
        )
        self.channels[channel.id] = channel
        return channel

    def group_channel(self, users: list[str]) -> Channel | None:
        """The direct message among exactly these people and the bot, None where there is none."""
        wanted = {*users, self.bot.id}
        return next((one for one in self.channels.values() if one.is_mpim and set(one.members) == wanted), None)

    def open_group_channel(self, users: list[str]) -> Channel:
        """The direct message among these people and the bot, opened if need be."""
        channel = self.group_channel(users)
        if channel is None:
            names = "--".join(self.users[user].name for user in users)
            members = [*users, self.bot.id]
            channel = Channel(new_id("C"), f"mpdm-{names}-1", members, is_private=True, is_mpim=True)
            self.channels[channel.id] = channel
        return channel

    def open_view(self, view_id: str) -> View | None:
        """The modal or Home tab with this id, if a person still has it open."""
        stacked = itertools.chain.from_iterable(self.stacks.values())
        every = itertools.chain(stacked, self.homes.values())
        return next((view for view in every if view.id == view_id), None)
