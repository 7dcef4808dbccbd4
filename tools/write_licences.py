"""Writes docs/licences.md: every package that runs in production, with its release and its licence as it states it."""

import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_EVERYWHERE = {"colorama": "BSD-3-Clause", "importlib-metadata": "Apache-2.0", "lazy-importer": "Apache-2.0", "zipp": "MIT"}
"""Packages that only Windows or only Python 3.11 has: as stated there."""
CLASSIFIER = "License :: OSI Approved :: "
HEAD = """# Licences

Every package that runs in production, with its release and the licence that its own metadata states; `make docs` writes this page from
[the locks](../locks/README.md). `make sbom` lists the same with all that is known of each, for machines.

The project itself has the [MIT licence](../LICENSE). The typeface Inter has the SIL Open Font Licence 1.1
(`static/inter-5.3.0-LICENSE.txt`); colours and sizes of Digdir's Designsystemet have the MIT licence. Tests and tools are not part of what
is delivered.
"""


def locked(name: str) -> dict[str, str]:
    """The release of every package of a lock, by name."""
    text = (ROOT / "locks" / f"{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def licence(name: str) -> str:
    """What a package states as its licence. Raises PackageNotFoundError where it should be installed here and is not."""
    if name in NOT_EVERYWHERE:
        return NOT_EVERYWHERE[name]
    stated = metadata(name)
    if expression := stated.get("License-Expression"):
        return expression
    classified = [line.removeprefix(CLASSIFIER) for line in stated.get_all("Classifier", []) if line.startswith(CLASSIFIER)]
    return ", ".join(classified) or stated.get("License", "").partition("\n")[0]


def rows(packages: dict[str, str]) -> str:
    """A table of packages."""
    lines = (f"| {name} | {release} | {licence(name)} |" for name, release in sorted(packages.items()))
    return "\n".join(("| package | release | licence |", "|---|---|---|", *lines))


def document() -> str:
    """The whole page."""
    runtime, cluster = locked("runtime"), locked("cluster")
    more = {name: release for name, release in cluster.items() if name not in runtime}
    optional = "Only where batches and draws run on a cluster (`requirements-cluster.txt`):"
    return "\n".join((HEAD, rows(runtime), "", "## Optional", "", optional, "", rows(more), ""))


if __name__ == "__main__":
    (ROOT / "docs" / "licences.md").write_text(document(), "utf-8")
