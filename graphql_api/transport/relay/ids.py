"""Global ids: the type and the key of an object in one opaque text.

They are decoded here and not by Strawberry, so that a broken id, or an id of something else, is an error of
the client with a code of its own.
"""

from __future__ import annotations

import base64
import binascii

from graphql_api.transport.errors.codes import ApiError, ErrorCode

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


MAX_LENGTH = 400


def encode_id(type_name: str, key: object) -> str:
    """The global id of an object."""
    return pack(f"{type_name}:{key}")


def split_id(global_id: str) -> tuple[str, str]:
    """Type name and key of any global id. Raises ``ApiError`` INVALID_ID."""
    text = unpack(global_id) if len(global_id) <= MAX_LENGTH else None
    type_name, colon, key = (text or "").partition(":")
    if not colon or not type_name.isidentifier() or not key:
        raise ApiError(ErrorCode.INVALID_ID, "this is not an id of this API", id=global_id[:MAX_LENGTH])
    return type_name, key


def decode_id(global_id: str, type_name: str) -> str:
    """The key in a global id of one type. Raises ``ApiError`` INVALID_ID for any other."""
    found, key = split_id(global_id)
    if found != type_name:
        message = f"this is the id of a {found}; the id of a {type_name} is needed"
        raise ApiError(ErrorCode.INVALID_ID, message, id=global_id, expected=type_name, found=found)
    return key


def decode_int_id(global_id: str, type_name: str) -> int:
    """The number in a global id of one type. Raises ``ApiError`` INVALID_ID."""
    key = decode_id(global_id, type_name)
    if not (key.isascii() and key.isdigit() and len(key) <= 18):
        raise ApiError(ErrorCode.INVALID_ID, "this is not an id of this API", id=global_id)
    return int(key)
