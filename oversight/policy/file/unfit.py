"""What a part of the policy is refused with where there is more to say than what is wrong."""


class Unfit(ValueError):
    """The value cannot stand there; ``mend`` is what to do."""

    def __init__(self, problem: str, mend: str) -> None:
        """The two sentences of the fault."""
        super().__init__(problem)
        self.mend = mend
