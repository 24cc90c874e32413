"""What is wrong with a policy, before its line in the file is known."""

from dataclasses import dataclass

from oversight.exact_json.walk import Path


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """One thing wrong: where, what, and how to fix it."""

    path: Path
    problem: str
    fix: str
