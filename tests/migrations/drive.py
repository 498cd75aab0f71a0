"""Migrators that are killed, and two at once: processes forked from one that has everything loaded.

`python -m tests.migrations.drive URL…`: for each database, one that kills itself in the middle of a migration, then two
that begin together. Prints exit codes, and the migration that the first one left.
"""

import os
import signal
import sys
from collections.abc import Callable

from sqlalchemy import Engine, event

from backend import db, migrate

STATEMENTS = 25  # that are executed before the kill: in the middle of a migration


def forked(act: Callable[[Engine], None], url: str) -> int:
    child = os.fork()
    if child == 0:
        engine = db.make_engine(url)
        act(engine)
        os._exit(0)
    return child


def killed_half_way(engine: Engine) -> None:
    left = STATEMENTS

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", count)
    migrate.upgrade(engine)


def main() -> None:
    for url in sys.argv[1:]:
        first = os.waitstatus_to_exitcode(os.waitpid(forked(killed_half_way, url), 0)[1])
        engine = db.make_engine(url)
        left = migrate.current(engine)
        engine.dispose()
        both = [forked(migrate.upgrade, url) for _ in range(2)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in both]
        print(first, left, *ended)


if __name__ == "__main__":
    main()
