"""One end of a line between two processes: whole Python objects, one after the other, through a pair of pipes.

The pipes of ``multiprocessing`` do the same, but to import them takes longer than to start a process.
"""

from __future__ import annotations

import os
import pickle
import select
from typing import Any

HEAD_BYTES = 8
CHUNK_BYTES = 2**18


class Channel:
    """Sends and receives over two file descriptors, which it owns. One thread may send while another receives."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._poll = select.poll()
        self._poll.register(incoming, select.POLLIN)

    def send(self, message: object) -> None:
        """Send one message whole. Raises ``OSError`` where nobody listens any more."""
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        left = memoryview(len(data).to_bytes(HEAD_BYTES, "big") + data)
        while left:
            left = left[os.write(self._outgoing, left) :]

    def receive(self, seconds: float | None = None) -> Any:
        """The next message; None where none begins within so many seconds. Raises ``EOFError`` at its end."""
        if seconds is not None and not self._poll.poll(seconds * 1000):
            return None
        return pickle.loads(self._read(int.from_bytes(self._read(HEAD_BYTES), "big")))

    def close(self) -> None:
        """Give both descriptors back."""
        os.close(self._incoming)
        os.close(self._outgoing)

    def _read(self, count: int) -> bytes | bytearray:
        data = os.read(self._incoming, min(count, CHUNK_BYTES))
        if len(data) == count:
            return data
        whole = bytearray(data)
        while data and len(whole) < count:
            data = os.read(self._incoming, min(count - len(whole), CHUNK_BYTES))
            whole += data
        if len(whole) < count:
            raise EOFError
        return whole
