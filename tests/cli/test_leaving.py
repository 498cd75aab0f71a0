"""How a process of the server leaves where the system tells it less than Linux does."""

import subprocess
import sys

from tests.docs.live import ROOT

PROGRAM = """
import os, signal, socket, sys, threading
from backend.cli.leaving import InHand, Leaver

queue = socket.create_server(("127.0.0.1", 0))
port = queue.getsockname()[1]
visitor = socket.create_connection(("127.0.0.1", port), timeout=8)
taken, _ = queue.accept()  # and never asks for anything
told = threading.Event()
Leaver(InHand(), queue.fileno() if len(sys.argv) == 1 else -1, port, end=told.set, listings=("/nowhere",)).listens()
os.kill(os.getpid(), signal.SIGTERM)
print("told" if told.wait(2) else "not told", flush=True)
print("closed" if visitor.recv(1) == b"" else "not closed")
"""


def leaves(*words: str) -> list[str]:
    command = [sys.executable, "-c", PROGRAM, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout.split()


def test_where_no_folder_names_what_is_open_the_server_ends_and_closes_whoever_says_nothing() -> None:
    assert leaves() == ["told", "closed"]


def test_a_queue_that_cannot_be_left_keeps_no_process_alive() -> None:
    assert leaves("no queue") == ["told", "closed"]
