from __future__ import annotations

import tomllib

import pytest
from packaging.requirements import Requirement

from tests.architecture.source import PROJECT


def requirements(texts):
    """Name, extras, versions and marker of each requirement, however it is spelled."""
    return {str(Requirement(text)).lower() for text in texts}


def locked(package):
    packages = tomllib.loads((PROJECT / "uv.lock").read_text())["package"]
    return next(entry for entry in packages if entry["name"] == package)["metadata"]


def version_in(folder):
    return tomllib.loads((PROJECT / folder / "pyproject.toml").read_text())["project"]["version"]


def as_text(entry):
    extras = f"[{','.join(entry['extras'])}]" if "extras" in entry else ""
    marker = f"; {entry['marker']}" if "marker" in entry else ""
    # The lock names no version of the client: it comes from this tree.
    version = f"=={version_in(entry['editable'])}" if "editable" in entry else entry.get("specifier", "")
    return f"{entry['name']}{extras}{version}{marker}"


def asked_for(project):
    """What the project needs, and what each of its extras adds."""
    extras = project.get("optional-dependencies", {})
    added = [f'{text}; extra == "{extra}"' for extra, texts in extras.items() for text in texts]
    return [*project["dependencies"], *added]


@pytest.mark.parametrize(("file", "package"), [("pyproject.toml", "sayso-bot"), ("client/pyproject.toml", "sayso")])
def test_the_lock_was_made_from_what_the_project_asks_for(file, package):
    project = tomllib.loads((PROJECT / file).read_text())
    metadata = locked(package)
    asked = requirements(asked_for(project["project"]))
    assert asked == requirements(map(as_text, metadata.get("requires-dist", []))), "run: uv lock"
    for group, wanted in project.get("dependency-groups", {}).items():
        assert requirements(wanted) == requirements(map(as_text, metadata["requires-dev"][group])), "run: uv lock"
