"""Which version of a package is installed, told without loading what can tell everything about packages.

``importlib.metadata`` answers the same, but to import it takes as long as all else that a short command does.
"""

from __future__ import annotations

import os
import sys

ENDING = ".dist-info"
FIELD = "version:"


def installed_version(package: str) -> str | None:
    """The version of a package by its name on the package index; None where it is not installed."""
    return _from_metadata_file(_plain(package)) or _from_import_system(package)


def _plain(name: str) -> str:
    """A name as it compares: ``My.Package`` is ``my_package``."""
    return "_".join(part for part in name.lower().replace("-", "_").replace(".", "_").split("_") if part)


def _from_metadata_file(wanted: str) -> str | None:
    """What the first folder of metadata on the path says; None where there is none in plain folders."""
    for place in sys.path:
        try:
            entries = os.listdir(place or ".")
        except OSError:
            continue
        for entry in entries:
            if entry.endswith(ENDING) and _plain(entry.partition("-")[0]) == wanted:
                return _version_in(os.path.join(place, entry, "METADATA"))
    return None


def _version_in(file: str) -> str | None:
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.lower().startswith(FIELD):
                    return line[len(FIELD) :].strip() or None
                if not line.strip():
                    break
    except OSError:
        return None
    return None


def _from_import_system(package: str) -> str | None:
    """What finders of another kind know: archives, links to sources."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None
