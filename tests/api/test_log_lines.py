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
