"""A message whose time has not come."""

from datetime import datetime


class NotYet(Exception):
    """It may not be sent before `until`; where it is the channel's turn that is missing, nothing else there may."""

    def __init__(self, until: datetime, why: str, *, closes_channel: bool = False) -> None:
        super().__init__(why)
        self.until = until
        self.closes_channel = closes_channel
