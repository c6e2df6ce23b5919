# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of `python -m`, each in a process of its own that begins with everything imported.

A process imports once what all runs import, and then forks for each: nothing is shared that was not there
before the run, and the run's own module is executed as `__main__` anew, with its environment and its input.
`imported` names what is imported beforehand.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path


class Run:
    """A run that is under way; its input, output and errors are files of a folder."""

    def __init__(self, server: socket.socket, module: str, environment: dict[str, str], given: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        files = {"input": given, "output": "", "errors": ""}  # it may be killed before it opens them
        for name, text in files.items():
            (Path(self.folder.name) / name).write_text(text)
        self.line, there = socket.socketpair()
        with there:
            socket.send_fds(server, [b"."], [there.fileno()])
        order = {"module": module, "environment": environment, "folder": self.folder.name}
        self.line.sendall(json.dumps(order).encode())
        self.line.shutdown(socket.SHUT_WR)
        self.answers = self.line.makefile()
        self.pid = int(self.answers.readline())

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self, seconds: float) -> tuple[int, str, str]:
        """Exit status (negative: the signal), output and errors; TimeoutError when it takes longer."""
        self.line.settimeout(seconds)
        with self.line, self.answers, self.folder as folder:
            status = int(self.answers.readline())
            return status, (Path(folder) / "output").read_text(), (Path(folder) / "errors").read_text()


def begun(imported: str, module: str, environment: dict[str, str], given: str) -> Run:
    """`python -m module` with exactly this environment and input."""
    return Run(server(imported), module, environment, given)


@cache
def server(imported: str) -> socket.socket:
    """What forks; it ends when this process does."""
    here, there = socket.socketpair()
    code = f"from {__name__} import serve; serve({there.fileno()}, {imported!r})"
    process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[there.fileno()])
    there.close()
    atexit.register(process.wait)
    atexit.register(here.close)
    return here


def serve(door: int, imported: str) -> None:
    import_module(imported)
    del sys.modules[imported]  # so that it can be the run's own module
    with socket.socket(fileno=door) as orders:
        module = next_run(orders)
    if module:
        runpy.run_module(module, run_name="__main__", alter_sys=True)


def next_run(orders: socket.socket) -> str | None:
    """Returns the module to run, in a process that was forked for it; None when there are no more."""
    watchers = set()
    while lines := socket.recv_fds(orders, 1, 1)[1]:
        with socket.socket(fileno=lines[0]) as line:
            watcher = os.fork()
            if watcher == 0:
                orders.close()
                return watched(line)
        watchers.add(watcher)
        watchers -= {each for each in watchers if os.waitpid(each, os.WNOHANG)[0]}
    for watcher in watchers:
        os.waitpid(watcher, 0)
    return None


def watched(line: socket.socket) -> str:
    """Forks the run itself, tells its number and how it ended; only the run returns."""
    order = json.loads(line.makefile().read())
    run = os.fork()
    if run:
        line.sendall(f"{run}\n".encode())
        line.sendall(f"{os.waitstatus_to_exitcode(os.waitpid(run, 0)[1])}\n".encode())
        os._exit(0)
    for number, name in enumerate(("input", "output", "errors")):
        place = os.open(f"{order['folder']}/{name}", os.O_RDWR)
        os.dup2(place, number)
        os.close(place)
    os.environ.clear()
    os.environ.update(order["environment"])
    return order["module"]
