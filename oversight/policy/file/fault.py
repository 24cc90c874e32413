"""What is wrong with a policy, before its line in the file is known."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Where something stands in the file."""


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing wrong: where, what, and how to fix it."""

    path: Path
    problem: str
    fix: str
