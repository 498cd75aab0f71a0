"""Lines of a server wait for each other a moment, and are all on standard error when it has ended."""

import subprocess
import sys

import orjson
import pytest

SERVE = """
import multiprocessing, sys
from backend.web import logs

def work():
    logs.gather()
    for number in range(200):
        logs.info("request", number=number, role=None)

if __name__ == "__main__":
    if sys.argv[1] == "worker":
        worker = multiprocessing.get_context("fork").Process(target=work)
        worker.start()
        worker.join()
    else:
        work()
"""


@pytest.mark.parametrize("kind", ["process", "worker"])
def test_who_ends_has_written_every_line_in_order(kind: str) -> None:
    done = subprocess.run([sys.executable, "-c", SERVE, kind], capture_output=True, check=True)
    lines = [orjson.loads(line) for line in done.stderr.splitlines()]
    assert [line["number"] for line in lines] == list(range(200))
    assert {(line["event"], line["level"]) for line in lines} == {("request", "info")}


def test_a_write_holds_whole_lines_and_no_more_than_a_pipe_takes_at_once() -> None:
    code = SERVE.replace("logs.gather()", "sys.stderr = Told(); logs.gather()")
    told = """
class Told:
    def write(self, text): print(len(text), text.endswith("\\n"), text.count("\\n"))
    def flush(self): pass
"""
    done = subprocess.run([sys.executable, "-c", told + code, "process"], capture_output=True, check=True)
    writes = [line.split() for line in done.stdout.decode().splitlines()]
    assert sum(int(count) for *_, count in writes) == 200
    assert all(whole == "True" and int(size) <= 4096 for size, whole, _ in writes)
    assert len(writes) < 50


TOLD = """
import os, sys, threading, time
from backend.web import logs

class Told:
    def __init__(self): self.seen, self.breaks, self.free = [], 0, threading.Event()
    def write(self, text):
        self.free.wait()
        if self.breaks:
            self.breaks -= 1
            raise BrokenPipeError
        self.seen.append(text)
    def flush(self): pass
    def until(self, word):
        end = time.monotonic() + 5
        while not any(word in one for one in self.seen):
            assert time.monotonic() < end, word
            time.sleep(0.005)

told = sys.stderr = Told()
logs.gather()
"""
BREAKS = """
told.breaks = 1
told.free.set()
logs.info("request", number=1)
while told.breaks:
    time.sleep(0.005)
logs.info("request", number=2)
told.until("log_lines_lost")
print("".join(told.seen), end="")
"""
STALLS = """
logs.MOST = 100
for number in range(1000):
    logs.info("request", number=number)
told.free.set()
told.until("log_lines_lost")
print("".join(told.seen), end="")
"""
FORKS = """
told.free.set()
logs.info("request", number=1)
told.until('"number":1')
logs.info("request", number=2)
child = os.fork()
if child == 0:
    logs.info("request", number=3)
    told.until('"number":3')
    assert '"number":2' not in "".join(told.seen)  # that is its parent's
    os._exit(0)
told.until('"number":2')
assert os.waitpid(child, 0)[1] == 0
"""


def run(code: str) -> list[dict[str, object]]:
    done = subprocess.run([sys.executable, "-c", TOLD + code], capture_output=True, timeout=20)
    assert done.returncode == 0, done.stdout
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def test_a_write_that_fails_is_not_the_end_of_all_lines() -> None:
    second, lost = run(BREAKS)
    assert (second["number"], lost["lines"]) == (2, 1)


def test_where_nothing_is_taken_lines_find_no_more_room_and_it_is_said_how_many() -> None:
    lines = run(STALLS)
    written, (lost,) = [line for line in lines if line["event"] == "request"], [one for one in lines if "lines" in one]
    assert 100 <= len(written) <= 200  # what a write had already taken, and what waited
    assert (lost["event"], lost["level"], lost["lines"]) == ("log_lines_lost", "warning", 1000 - len(written))


def test_a_forked_process_writes_its_own_lines_and_none_of_its_parent() -> None:
    run(FORKS)


LIBRARY = """
import logging
from backend.web import logs

logs.configure()
logs.configure()
try:
    raise ValueError("张三")
except ValueError:
    logging.getLogger("a.queue").exception("Job %s failed", 3)
logging.getLogger("a.pool").warning("slow")
logging.getLogger("a.pool").info("nothing")
"""


def test_what_a_library_warns_of_is_a_line_too_and_quotes_no_error() -> None:
    done = subprocess.run([sys.executable, "-c", LIBRARY], capture_output=True, check=True)
    error, warning = (orjson.loads(line) for line in done.stderr.splitlines())
    told = {"event": "library", "level": "error", "logger": "a.queue", "said": "Job 3 failed"}
    assert error == told | {"kind": "builtins.ValueError", "timestamp": error["timestamp"]}
    assert (warning["level"], warning["logger"], warning["said"], "kind" in warning) == (
        "warning",
        "a.pool",
        "slow",
        False,
    )
