"""``--picture FILE``: an answer drawn into a file, as SVG or PNG by the end of its name."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pictures.picture import Picture

KINDS = (".svg", ".png")


def add_picture(parser: argparse.ArgumentParser, what: str) -> None:
    """The option of a command whose answer can be drawn."""
    parser.add_argument(
        "--picture", metavar="FILE", type=_picture_path, help=f"also draw {what} into this file (.svg or .png)"
    )


def check_picture(path: Path | None, *kinds: str) -> None:
    """Refuse, before any work, a picture that cannot be written; with ``kinds``, one picture of each."""
    from cli.terminal.output import check_output

    if path is not None:
        for each in [named(path, kind) for kind in kinds] or [path]:
            check_output(each, "--picture")


def named(path: Path, kind: str) -> Path:
    """The file of one picture of several: ``plan.svg`` becomes ``plan-roadmap.svg``."""
    return path.with_name(f"{path.stem}-{kind}{path.suffix}")


def write_picture(path: Path, picture: Picture, quiet: bool = False) -> None:
    """Write a picture, and say where it is; on standard error where the output is for machines (``quiet``)."""
    from cli.terminal.output import write_bytes

    write_bytes(path, picture.png() if path.suffix.lower() == ".png" else picture.svg().encode("utf-8"))
    print(f"{picture.title}: {path}", file=sys.stderr if quiet else sys.stdout)


def _picture_path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in KINDS:
        raise argparse.ArgumentTypeError(f"{text!r} must end in .svg or .png")
    return path
