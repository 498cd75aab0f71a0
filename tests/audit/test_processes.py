"""Several processes write to one log: the chains hold, because the database and not the process orders them."""

import subprocess
import sys

from sqlalchemy import Engine

from backend import db
from backend.audit.check import check

WRITER = """
import sys
from backend import db
from backend.audit.record import make_entry, record
engine = db.make_engine(sys.argv[1])
for number in range(100):
    with db.transaction(engine) as session:
        record(session, make_entry(at=1, actor=sys.argv[2], action="a", subject=f"s:{number}"))
"""


def test_two_processes_leave_valid_chains(engine: Engine, database_url: str) -> None:
    command = [sys.executable, "-c", WRITER, database_url]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in ("p:1", "p:2")]
    assert [(writer.communicate(timeout=120)[1], writer.returncode) for writer in writers] == [("", 0), ("", 0)]
    with db.open_session(engine, reading=True) as session:
        report = check(session)
    assert (report.entries, report.breaks) == (200, ())
