"""What belongs to one live session, and those who listen to it, each in the event loop it belongs to."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from domain.live_sessions.answers import LiveAnswer
from domain.live_sessions.attempt import Attempt, Closing
from domain.live_sessions.drafts import Draft
from domain.live_sessions.states import Reason
from domain.problem.problem import PortfolioProblem

REMEMBERED = 50
"""How many proven drafts a session remembers."""
News = LiveAnswer | Reason


class Listener:
    """Holds the newest answer that one listener has not seen yet: a slow one misses steps, never the last."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._come = asyncio.Event()
        self._news: News | None = None

    def tell(self, news: News) -> None:
        """Hand over what is new; callable from any thread. Whoever has gone is not told."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._take, news)

    async def next(self) -> News:
        """What is new, as soon as something is."""
        await self._come.wait()
        self._come.clear()
        assert self._news is not None
        return self._news

    def _take(self, news: News) -> None:
        if not isinstance(self._news, Reason):
            self._news = news
            self._come.set()


class Room:
    """One session: its problem, the attempt at its newest draft, and what has been said of it."""

    def __init__(self, owner: str, problem: PortfolioProblem) -> None:
        self.owner, self.problem = owner, problem
        self.attempt = Attempt(0, problem)
        self.latest: LiveAnswer | None = None
        self.listeners: set[Listener] = set()
        self.telling = Lock()
        self.closings: OrderedDict[Draft, Closing] = OrderedDict()

    def is_over(self, seq: int) -> bool:
        """Whether the last answer to a draft has been told."""
        return self.latest is not None and self.latest.seq == seq and self.latest.is_final

    def tell(self, answer: LiveAnswer) -> None:
        """Tell all who listen, and remember it for those to come; what only took longer is no news."""
        latest = self.latest
        if latest is not None and replace(answer, milliseconds=latest.milliseconds, place=latest.place) == latest:
            return
        self.latest = answer
        for listener in self.listeners:
            listener.tell(answer)

    def remember(self, draft: Draft, closing: Closing | None) -> None:
        """Keep how a draft ended, for when it comes again."""
        if closing is not None:
            self.closings[draft] = closing
            if len(self.closings) > REMEMBERED:
                self.closings.popitem(last=False)
