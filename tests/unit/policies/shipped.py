"""Every policy that comes with the program."""

from pathlib import Path

ROOT = Path(__file__).parents[3]

SHIPPED = (
    ROOT / "policy.yml",
    ROOT / "bench" / "policy.yml",
    ROOT / "bot" / "demo" / "policy.yml",
    *sorted((ROOT / "examples").glob("*/policy.yml")),
    *sorted((ROOT / "docs" / "policies").glob("*.yml")),
)
