"""What all parts of one running sandbox share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.files.store import Files
from sandbox.install import Install
from sandbox.offers import Offers
from sandbox.response_urls import ResponseUrls
from sandbox.scheduled import Scheduled
from sandbox.stream import Stream
from sandbox.triggers import Triggers
from sandbox.world import World


@dataclass(slots=True)
class Workspace:
    """The world, the app installed in it, and the records about both."""

    world: World
    install: Install
    clock: Clock
    url: str = ""
    stream: Stream = field(default_factory=Stream)
    faults: Faults = field(default_factory=Faults)
    files: Files = field(default_factory=Files)
    offers: Offers = field(default_factory=Offers)
    triggers: Triggers = field(init=False)
    response_urls: ResponseUrls = field(init=False)
    scheduled: Scheduled = field(init=False)
    on_event: Callable[[dict[str, Any]], None] = lambda _event: None

    def __post_init__(self) -> None:
        self.triggers = Triggers(self.clock)
        self.response_urls = ResponseUrls(self.clock)
        self.scheduled = Scheduled(self.clock)

    def tell_app(self, event: dict[str, Any], subscription: str | None = None) -> None:
        """The app is sent this event soon, where it subscribes to its kind."""
        if self.install.manifest.subscribes(subscription or event["type"]):
            self.on_event(event)
