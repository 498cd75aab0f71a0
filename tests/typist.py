"""Runs `liangma` commands for tests: each in a process of its own, forked from one that has everything loaded.

Loading the program takes a second, which hundreds of commands would pay one after the other. The process that forks
runs no command itself, so each begins as from the shell: with its own folder, environment, input, and files for its
output.
"""

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from backend.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # seconds a command may take


@dataclass(frozen=True)
class Done:
    """What a command left: exit code (negative: the signal that ended it), standard output, standard error."""

    code: int
    out: str
    err: str


def run(words: Sequence[str], *, cwd: Path, environment: Mapping[str, str], stdin: str = "") -> Done:
    """Run `liangma WORDS` in the folder, with this environment and no other."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_text(stdin)
        order = {"words": list(words), "cwd": str(cwd), "environment": dict(environment), "files": [*map(str, files)]}
        typist = _typist()
        assert typist.stdin is not None
        assert typist.stdout is not None
        typist.stdin.write(json.dumps(order) + "\n")
        typist.stdin.flush()
        return Done(int(typist.stdout.readline()), files[1].read_text(), files[2].read_text())


@cache
def _typist() -> "subprocess.Popen[str]":
    """One for each process of the tests; it ends with it, when its input does."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command, given = [sys.executable, "-m", "tests.typist"], {**bare, "PYTHONPATH": str(ROOT)}
    typist = subprocess.Popen(command, cwd=ROOT, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(typist.communicate)
    return typist


def _serve() -> None:
    import_module("backend.app")
    for command in COMMANDS:
        main.get_command(click.Context(main), command)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(*, words: list[str], cwd: str, environment: dict[str, str], files: list[str]) -> NoReturn:
    signal.alarm(PATIENCE)
    for number, file in enumerate(files):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (the process's own)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
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


if __name__ == "__main__":
    _serve()
