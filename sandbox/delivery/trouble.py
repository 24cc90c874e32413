"""What goes wrong between the workspace and the app, on request."""

from dataclasses import dataclass


@dataclass(slots=True)
class Trouble:
    """Nothing is wrong until somebody asks for it.

    `outage`: nothing answers and nothing is delivered. `half_open`: the connections that stand are dead, and nobody is
    told. `duplicate`: that many of the next payloads are delivered twice.
    """

    outage: bool = False
    half_open: bool = False
    duplicate: int = 0

    def take_duplicate(self) -> bool:
        """Whether this payload is delivered twice; the count of the payloads still to double is one less."""
        if self.duplicate < 1:
            return False
        self.duplicate -= 1
        return True
