"""`make faults`: every fault, one after the other; writes docs/faults.md; exit 1 when a promise is broken. As root.

`FAULTS=kills,power` runs these only, `FAULTS_STORE=sqlite` on this store only, `FAULTS_NOTE` goes into the table.
"""

from __future__ import annotations

import datetime
import importlib
import logging
import os
import sys
import time
import traceback

from tests.faults.city import STORES, templates
from tests.faults.table import Row, write

FAULTS = (
    "kills", "power", "restarts", "partition", "cache", "disk", "clock", "slow", "half", "old_and_frozen", "races",
    "rotation",
)  # fmt: skip


def main() -> int:
    logging.disable(logging.CRITICAL)
    named = tuple(filter(None, os.environ.get("FAULTS", "").split(","))) or FAULTS
    kinds = tuple(filter(None, os.environ.get("FAULTS_STORE", "").split(","))) or STORES
    if unknown := [*(one for one in named if one not in FAULTS), *(one for one in kinds if one not in STORES)]:
        print(f"no such fault or store: {', '.join(unknown)}; there are {', '.join(FAULTS)}", file=sys.stderr)
        return 2
    if os.geteuid() != 0:
        print("this needs root: it mounts file systems, makes a network and kills PostgreSQL", file=sys.stderr)
        return 2
    found: list[Row] = []
    stopped: list[str] = []
    try:
        for name in named:
            if not _run(name, kinds, found):
                stopped.append(name)
    finally:
        templates().close()
        if found:
            write(found, now=datetime.datetime.now(datetime.UTC), note=os.environ.get("FAULTS_NOTE", ""))
    broken = sum(not row.holds for row in found)
    print(f"{len(found)} rows, {broken} broken; stopped by an error: {', '.join(stopped) or 'none'}")
    return 1 if broken or stopped else 0


def _run(name: str, kinds: tuple[str, ...], found: list[Row]) -> bool:
    """One fault to its end; False when it stopped, which is not the end of the others."""
    began = time.monotonic()
    try:
        for row in importlib.import_module(f"tests.faults.{name}").campaign(kinds):
            print(f"{'ok    ' if row.holds else 'BROKEN'} {row.line}", flush=True)
            found.append(row)
    except Exception:
        traceback.print_exc()
        return False
    finally:
        print(f"       {name}: {time.monotonic() - began:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
