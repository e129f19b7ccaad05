"""Texts as opaque ids: URL-safe base64 without padding, in the one spelling that it writes itself."""

from __future__ import annotations

import base64
import binascii

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def pack(text: str) -> str:
    """An opaque form of a text."""
    return binascii.b2a_base64(text.encode("utf-8"), newline=False).translate(_URL_SAFE, b"=").decode("ascii")


def unpack(opaque: str) -> str | None:
    """The text in an opaque form, or None for what was never packed."""
    try:
        text = base64.urlsafe_b64decode(opaque + "=" * (-len(opaque) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeError, ValueError):
        return None
    return text if pack(text) == opaque else None
