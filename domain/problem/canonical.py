"""The fixed weights by which one answer is chosen among equals, the same on every machine (docs/meaning.md, section 4).

A weight depends on nothing but the key of an initiative and the size that it is selected in, so neither the order of
rows nor a solver can change it. It is cut into short digits, each the weight of a stage of its own: the sums of a stage
then stay small enough for every solver to be exact.
"""

from __future__ import annotations

import hashlib

KEY, EARLY = "key", "early"
"""Stages: which of equal selections (``key``, ``key:2`` and so on, a digit each), and then how early its tokens are."""
DIGEST_BITS = 256
LEAST_BITS = 24
"""How many bits all digits take together, at least. That two selections agree in all of them is possible, and told."""
TOTAL_BITS = 16
"""The sum of all weights of one stage is at most two to this power: little enough for every solver, and to spare."""


def digits_of(choices: int) -> tuple[int, int]:
    """Number of digits of a weight, and bits of each, for this many initiatives and sizes."""
    bits = max(1, TOTAL_BITS - max(0, choices - 1).bit_length())
    return -(-LEAST_BITS // bits), bits


def weights(key: str, size: str, choices: int) -> tuple[int, ...]:
    """Weights of an initiative in a size, one per stage: each is 1 more than a digit of its digest."""
    digest = int.from_bytes(digest_of(key, size), "big")
    count, bits = digits_of(choices)
    mask = (1 << bits) - 1
    return tuple((digest >> (DIGEST_BITS - bits * (place + 1)) & mask) + 1 for place in range(count))


def digest_of(key: str, size: str) -> bytes:
    """SHA-256 over the key, a zero byte and the size, all in UTF-8. Its digits are taken from the front."""
    return hashlib.sha256(f"{key}\0{size}".encode()).digest()


def key_stage(place: int) -> str:
    """Name of the stage of a digit."""
    return KEY if place == 0 else f"{KEY}:{place + 1}"
