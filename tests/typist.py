"""Runs `liangma` commands for tests: each in a process of its own, forked from one that has everything loaded.

Loading the program takes seconds, which hundreds of commands would pay one after the other. Rules: 1. the process that
forks runs no command itself, so each begins as from the shell: with its own folder, environment, input and outputs;
2. `run` asks for a command and waits; `program` writes a file to be called in place of `liangma`, by scripts and by
whoever wants the process to go on; 3. what such a file is told by signal is told to the command, and who ends with the
file's process is ended; 4. the program itself, begun from nothing, is met in tests/cli/test_serve.py, tests/deploy and
by the walk of docs/operate.md.
"""

import atexit
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from backend.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # seconds a command of `run` may take
MOST = 1 << 20  # bytes of an order
PROGRAM = """#!{python} -IS
import json, os, signal, socket, sys
with socket.socket(socket.AF_UNIX) as there:
    there.connect({address!r})
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, lambda number, _: there.send(bytes([number])))
    environment = {more!r} | dict(os.environ)
    order = {{"words": sys.argv[1:], "cwd": os.getcwd(), "environment": environment, "patience": 0}}
    socket.send_fds(there, [json.dumps(order).encode() + b"\\n"], [0, 1, 2])
    said = there.recv(100)
sys.exit(int(said) % 256 if said else 1)
"""


@dataclass(frozen=True)
class Done:
    """What a command left: exit code (negative: the signal that ended it), standard output, standard error."""

    code: int
    out: str
    err: str


def run(words: Sequence[str], *, cwd: Path, environment: Mapping[str, str], stdin: str = "") -> Done:
    """Run `liangma WORDS` in the folder, with this environment and no other."""
    order = {"words": list(words), "cwd": str(cwd), "environment": dict(environment), "patience": PATIENCE}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_text(stdin)
        opened = [os.open(file, os.O_RDWR | os.O_CREAT) for file in files]
        with socket.socket(socket.AF_UNIX) as there:
            there.connect(_typist())
            socket.send_fds(there, [json.dumps(order).encode() + b"\n"], opened)
            for one in opened:
                os.close(one)
            code = int(there.recv(100))
        return Done(code, files[1].read_text(), files[2].read_text())


def program(file: Path | None = None, **more: str) -> Path:
    """What can be called in place of `liangma`, written to `file`. `more`: settings where the caller has none."""
    file = file or Path(_typist()).with_name("liangma")
    file.write_text(PROGRAM.format(python=sys.executable, address=_typist(), more=more))
    file.chmod(0o755)
    return file


@cache
def _typist() -> str:
    """Where one listens, for each process of the tests; it ends with it, when its input does."""
    folder = tempfile.mkdtemp(prefix="liangma-typist-")
    address = str(Path(folder, "orders"))
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command, given = [sys.executable, "-m", "tests.typist", address], {**bare, "PYTHONPATH": str(ROOT)}
    typist = subprocess.Popen(command, cwd=ROOT, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(typist.communicate)
    assert typist.stdout is not None
    assert typist.stdout.readline() == "ready\n"
    return address


def _serve(address: str) -> None:
    """Until the input ends."""
    import_module("backend.app")
    for command in COMMANDS:
        main.get_command(click.Context(main), command)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as orders:
        orders.bind(address)
        orders.listen(64)
        print("ready", flush=True)
        while orders in select.select([orders, sys.stdin], [], [])[0]:
            there, _ = orders.accept()
            if os.fork() == 0:
                orders.close()
                _keep(there)
            there.close()
    shutil.rmtree(Path(address).parent, ignore_errors=True)  # with the input, however whoever gave it ended


def _keep(there: socket.socket) -> NoReturn:
    """Run one command and answer with its exit code; rule 3."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    text, files = b"", list[int]()
    while not text.endswith(b"\n"):
        piece, more, _, _ = socket.recv_fds(there, MOST, 3)
        if not piece:
            os._exit(1)
        text, files = text + piece, files + more
    child = os.fork()
    if child == 0:
        there.close()
        _become(files=files, **json.loads(text))
    for file in files:
        os.close(file)
    ended = os.pidfd_open(child)
    while ended not in select.select([ended, there], [], [])[0]:
        told = there.recv(1)
        os.kill(child, told[0] if told else signal.SIGKILL)
        if not told:
            break
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(OSError):
        there.send(str(code).encode())
    os._exit(0)


def _become(*, words: list[str], cwd: str, environment: dict[str, str], patience: int, files: list[int]) -> NoReturn:
    signal.alarm(patience)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (the process's own)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    _name_actor(f"cli:{environment.get('USER', 'operator')}")
    sys.argv = ["liangma", *words]
    code = 1
    try:
        runpy.run_module("backend.cli", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _name_actor(name: str) -> None:
    """Who acts is read from the environment when a module is loaded, and they are."""
    for place, module in sys.modules.items():
        if place.startswith("backend.cli") and hasattr(module, "ACTOR"):
            module.ACTOR = name


if __name__ == "__main__":
    _serve(sys.argv[1])
