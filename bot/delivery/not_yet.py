"""A message whose time has not come."""

from datetime import datetime


class NotYet(Exception):
    """It may not be sent before `until`; nor anything else in its channel by the method `turn_of`, if one is given."""

    def __init__(self, until: datetime, why: str, *, turn_of: str | None = None) -> None:
        super().__init__(why)
        self.until = until
        self.turn_of = turn_of
