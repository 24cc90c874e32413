"""What is wrong with a policy, before its line in the file is known."""

from msgspec import Struct

from oversight.exact_json.walk import Path


class PolicyFault(Struct, frozen=True):
    """One thing wrong: where, what, and how to fix it."""

    path: Path
    problem: str
    fix: str
