"""Why a value of the policy is refused, with its own fix."""


class Unfit(ValueError):
    """The value cannot stand there; ``fix`` says what to write instead."""

    def __init__(self, problem: str, fix: str) -> None:
        """The two sentences of the fault."""
        super().__init__(problem)
        self.fix = fix
