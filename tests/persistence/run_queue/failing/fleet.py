"""Two servers and three workers over one database: members of a fleet that are killed and started again."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.persistence.run_queue.run_queues import ROOT, gone, until

SERVERS, WORKERS = ("north", "south"), ("east", "west")
A_SOLVER, A_LIVE_SOLVER = "a solver", "a live solver"
WITH_WORKER = "with its worker"
SECONDS_FOR_A_SOLVER = 3.0


@dataclass
class Fleet:
    """`optengine serve` twice, one of them with a worker of its own, and two workers beside.

    left: what belonged to members that were killed, and has to go by itself.
    kills: how often what was killed.
    """

    folder: Path
    database: str
    urls: list[str] = field(default_factory=list)
    left: list[psutil.Process] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    _members: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the database ready, with the sample organisation in it."""
        self._log = self.folder / "log"
        self._ports = [_free_port() for _ in SERVERS]
        self.urls += [f"http://127.0.0.1:{port}" for port in self._ports]
        for step in ("upgrade", "seed"):
            assert self._optengine("db", step).wait(120) == 0, self.said()

    def _optengine(self, *argv: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "cli.main", *argv, "--database", self.database]
        with self._log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=log)

    def start(self, *names: str) -> None:
        """Start members, after their death or for the first time."""
        for name in names or SERVERS + WORKERS:
            if name in SERVERS:
                port, workers = self._ports[SERVERS.index(name)], "1" if name == SERVERS[0] else "0"
                member = self._optengine("serve", "--port", str(port), "--workers", workers, "--slots", "1")
            else:
                member = self._optengine("worker", "--executor-id", name, "--slots", "1")
            self._members[name] = member

    def answers(self) -> bool:
        """Whether all servers can be reached."""
        return all(_is_taken(port) for port in self._ports)

    def kill_at_random(self, moments: random.Random) -> None:
        """Kill a member, or a solver of one, and start again what does not start by itself."""
        what = moments.choice((*SERVERS, *WORKERS, *2 * (A_SOLVER, A_LIVE_SOLVER)))
        if what in (A_SOLVER, A_LIVE_SOLVER) and self._kill_a_solver(of_a_server=what == A_LIVE_SOLVER):
            self.kills[what] += 1
            return
        name = what if what in self._members else moments.choice(SERVERS + WORKERS)
        with_worker = name == SERVERS[0] and moments.random() < 0.5
        self._kill(name, with_worker)
        self.kills[f"{name} {WITH_WORKER}" if with_worker else name] += 1
        time.sleep(moments.uniform(0.0, 1.0))
        self.start(name)

    def _kill(self, name: str, with_worker: bool) -> None:
        belongings = self._processes(name)
        for process in belongings:
            with suppress(psutil.NoSuchProcess):
                if process.pid == self._members[name].pid or (with_worker and "worker" in process.cmdline()):
                    process.kill()
        self._members[name].wait()
        self.left += belongings

    def _kill_a_solver(self, of_a_server: bool) -> bool:
        """Kill a solver once there is one; whether there was."""
        until_moment = time.monotonic() + SECONDS_FOR_A_SOLVER
        while time.monotonic() < until_moment:
            servers = {self._members[name].pid for name in SERVERS}
            for process in self.processes():
                with suppress(psutil.NoSuchProcess):
                    is_solver = "worker_main" in " ".join(process.cmdline())
                    if is_solver and (process.ppid() in servers) is of_a_server:
                        process.kill()
                        return True
            time.sleep(0.02)
        return False

    def _processes(self, name: str) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            member = psutil.Process(self._members[name].pid)
            return [member, *member.children(recursive=True)]
        return []

    def processes(self) -> list[psutil.Process]:
        """All members with all that they started."""
        return [process for name in self._members for process in self._processes(name)]

    def end(self) -> None:
        """End all members in good order; nothing may stay behind."""
        self.left += self.processes()
        for member in self._members.values():
            member.terminate()
        for member in self._members.values():
            member.wait(60)
        until(lambda: gone(self.left), 30)

    def said(self) -> str:
        """What all members wrote into the log."""
        return self._log.read_text("utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
