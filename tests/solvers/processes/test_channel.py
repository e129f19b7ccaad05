"""Messages between two processes arrive whole, in order, and an end that is gone is noticed."""

from __future__ import annotations

import os
import threading
import time
from array import array
from collections.abc import Iterator
from typing import Any

import pytest

from solvers.processes.channel import CHUNK_BYTES, Channel


@pytest.fixture
def ends() -> Iterator[tuple[Channel, Channel]]:
    """Two ends of a line; a test that closes one takes care of that itself."""
    there, back = os.pipe(), os.pipe()
    here, beyond = Channel(back[0], there[1]), Channel(there[0], back[1])
    yield here, beyond
    for end in (here, beyond):
        try:
            end.close()
        except OSError:
            continue


@pytest.mark.parametrize(
    "message", [None, (), "ä", b"x" * (3 * CHUNK_BYTES + 7), array("q", range(200_000)), {"a": [1.5, True]}]
)
def test_a_message_of_any_size_arrives_whole(ends: tuple[Channel, Channel], message: Any) -> None:
    here, beyond = ends
    sender = threading.Thread(target=lambda: (here.send(message), here.send("next")))
    sender.start()
    assert beyond.receive() == message
    assert beyond.receive(10) == "next"
    sender.join()


def test_nothing_comes_where_nothing_was_sent(ends: tuple[Channel, Channel]) -> None:
    began = time.monotonic()
    assert ends[0].receive(0.05) is None
    assert time.monotonic() - began >= 0.04


def test_what_was_sent_before_the_end_still_arrives(ends: tuple[Channel, Channel]) -> None:
    here, beyond = ends
    here.send(1)
    here.close()
    assert beyond.receive(1) == 1
    with pytest.raises(EOFError):
        beyond.receive(1)
    with pytest.raises(OSError, match="Broken pipe"):
        beyond.send(2)


def test_a_message_that_breaks_off_is_an_end() -> None:
    there, back = os.pipe(), os.pipe()
    end = Channel(there[0], back[1])
    os.write(there[1], (100).to_bytes(8, "big") + b"only this")
    os.close(there[1])
    with pytest.raises(EOFError):
        end.receive()
    end.close()
    os.close(back[0])


def test_both_ends_may_send_at_the_same_time(ends: tuple[Channel, Channel]) -> None:
    large = b"x" * 1_000_000
    got: list[object] = []

    def answer() -> None:
        for _ in range(5):
            got.append(ends[1].receive())

    listening = threading.Thread(target=answer)
    listening.start()
    for _ in range(5):
        ends[1].send("small")
        ends[0].send(large)
    listening.join()
    assert got == [large] * 5
    assert [ends[0].receive() for _ in range(5)] == ["small"] * 5
