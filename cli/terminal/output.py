"""Writes what machines read and what is drawn: one JSON object, a file, or a picture as SVG or PNG by its name."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import InputError

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


def write_json(text: str) -> None:
    """Print one JSON object, in UTF-8 whatever the terminal is set to."""
    data = text.rstrip("\n").encode("utf-8") + b"\n"
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    buffer.write(data)
    buffer.flush()


def check_output(path: Path, option: str = "--output") -> None:
    """Refuse, before any work, a file that cannot be written; ``option``: where it was asked for."""
    if path.is_dir():
        raise InputError(f"{option} {path}: is a directory, not a file")
    if not path.parent.is_dir():
        raise InputError(f"{option} {path}: there is no directory {path.parent}")
    place = path if path.exists() else path.parent
    if not os.access(place, os.W_OK):
        raise InputError(f"{option} {path}: may not be written; check the permissions of {place}")


def write_output(path: Path, text: str) -> None:
    """Write a text file as a whole or, with a clear error, not at all."""
    write_bytes(path, text.rstrip("\n").encode("utf-8") + b"\n")


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file as a whole or, with a clear error, not at all; links lead to it and permissions stay."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve(strict=path.exists())
        fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            fresh.touch(0o600)
            fresh.write_bytes(data)
            fresh.chmod(_mode_of(target))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # a RuntimeError for links in a circle
        raise InputError(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _mode_of(target: Path) -> int:
    """The permissions of a file, or those that a new one gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
